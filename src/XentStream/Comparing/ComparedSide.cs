using System.Text.Json.Nodes;
using XentStream.Configuration;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Reports;

namespace XentStream.Comparing;

/// <summary>One of two things that are compared: a report, or what the worker has committed.</summary>
internal sealed record ComparedSide : IDisposable
{
    /// <summary>The word for the results topic.</summary>
    public const string ResultsTopic = "results";

    private CommittedResults? results;

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The length of a window; null where there is none.</summary>
    public required TimeSpan? Window { get; init; }

    /// <summary>The windows, in order.</summary>
    public required IEnumerable<ReplayedWindow> Windows { get; init; }

    /// <summary>The kernels of its numbers.</summary>
    public required IReadOnlyCollection<string> Kernels { get; init; }

    /// <summary>The digests of the settings by which labels were joined; none where batches carry them.</summary>
    public IReadOnlyCollection<string> Joins { get; init; } = [];

    /// <summary>The digests of the contracts of a model.</summary>
    public required Func<string, IEnumerable<string>> ContractsOf { get; init; }

    /// <summary>The contracts by model, where they are known and not only their digests.</summary>
    public JsonObject? Contracts { get; init; }

    /// <summary>The records that it rests on.</summary>
    public required OffsetRanges Ranges { get; init; }

    /// <summary>Digests over these records, by range.</summary>
    public IReadOnlyDictionary<(PartitionId Partition, long From, long To), string> Digests { get; init; } = new Dictionary<(PartitionId Partition, long From, long To), string>();

    /// <summary>Only records of this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only records before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only this version.</summary>
    public string? Version { get; init; }

    /// <summary>Records that are counted twice, since they were fed again from quarantine.</summary>
    public long Retried { get; init; }

    /// <summary>Deltas that it was added up from, or 0.</summary>
    public long Deltas { get; init; }

    /// <summary>Why it has no window; null where it has one.</summary>
    public NoNumber? Nothing { get; init; }

    /// <summary>A replay that was just made.</summary>
    public static ComparedSide Of(ReportSummary summary, string name)
    {
        var models = summary.Models.ToLookup(model => model.Model, model => model.Contract ?? "");
        return Of(summary.Certificate) with
        {
            Name = name,
            Window = summary.Settings.Window,
            Windows = summary.Result.Windows,
            ContractsOf = model => models[model].Distinct(),
            Contracts = ContractsIn(SettingsJson.WriteEvaluation(summary.Settings)),
            Nothing = NoNumber.Of(summary),
        };
    }

    /// <summary>A report that was written before.</summary>
    public static ComparedSide Of(ReportFile report) => Of(report.Certificate) with
    {
        Name = report.Path,
        Window = report.Window,
        Windows = report.Windows,
        Contracts = ContractsIn(report.Configuration),
        Nothing = NoNumber.Of(report),
    };

    /// <summary>What the worker has committed about the records of the other side.</summary>
    /// <returns>The side; or why it cannot be had.</returns>
    public static (ComparedSide? Side, ReplayRefusal? Refusal) OfResults(WorkerSettings settings, ComparedSide other, TimeSpan patience)
    {
        var (results, refusal) = CommittedResults.Read(settings, other.Ranges, patience);
        return results is null ? (null, refusal) : (new ComparedSide
        {
            results = results,
            Name = settings.Topics.Results,
            Window = results.Window,
            Windows = results.Windows,
            Kernels = results.Kernels,
            Joins = results.Joins,
            ContractsOf = model => results.Contracts.TryGetValue(model, out var digests) ? digests : [],
            Ranges = results.Ranges,
            Retried = results.Retried,
            Deltas = results.Deltas,
            Nothing = results.Deltas > 0 ? null : new NoNumber($"{settings.Topics.Results} has nothing about the records of {other.Name}", "Wait until the worker has committed them, or correct Topics:Results."),
        }, null);
    }

    /// <inheritdoc/>
    public void Dispose() => results?.Dispose();

    private static ComparedSide Of(Certificate certificate)
    {
        var ranges = new OffsetRanges();
        foreach (var source in certificate.Sources)
        {
            ranges.Add(new PartitionId(source.Topic, source.Partition), source.Counted ?? source.From, source.To);
        }

        return new ComparedSide
        {
            Name = "",
            Window = null,
            Windows = [],
            Kernels = [certificate.Kernel],
            Joins = certificate.Join is { } join ? [join] : [],
            ContractsOf = model => certificate.Models.Where(one => one.Model == model).Select(one => one.Contract ?? "").Distinct(),
            Ranges = ranges,
            Digests = certificate.Sources.ToDictionary(source => (new PartitionId(source.Topic, source.Partition), source.From, source.To), source => source.Digest),
            From = certificate.From,
            To = certificate.To,
            Model = certificate.Model,
            Version = certificate.Version,
        };
    }

    private static JsonObject? ContractsIn(JsonObject configuration) => configuration[SettingsParser.SectionName]?[nameof(Contracts)] as JsonObject;
}
