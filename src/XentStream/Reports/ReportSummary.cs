using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Replay;
using XentStream.Scoring;
using XentStream.Scoring.Faults;

namespace XentStream.Reports;

/// <summary>What a replay comes to as a whole: one pass over its windows.</summary>
public sealed class ReportSummary
{
    private readonly List<ReportedModel> models = [];

    private ReportSummary(WorkerSettings settings, ReplayScope scope, ReplayResult result) => (Settings, Scope, Result) = (settings, scope, result);

    /// <summary>The contracts, encodings and windows.</summary>
    public WorkerSettings Settings { get; }

    /// <summary>What was asked for.</summary>
    public ReplayScope Scope { get; }

    /// <summary>What was read.</summary>
    public ReplayResult Result { get; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Models and versions, in order.</summary>
    public IReadOnlyList<ReportedModel> Models => models;

    /// <summary>The books of the join over all models; labels by themselves are only here.</summary>
    public JoinCounts Books
    {
        get
        {
            var sum = new JoinCounts();
            models.ForEach(model => sum.Add(model.Figures.Join));
            return sum;
        }
    }

    /// <summary>Labels by themselves that were rejected, by reason code.</summary>
    public IEnumerable<(FaultCode Code, long Records)> RejectedLabels =>
        from code in FaultCodes.All
        let records = models.Sum(model => model.Figures.RejectedLabelsByCode[(int)code])
        where records > 0
        select (code, records);

    /// <summary>The version of the program.</summary>
    public static string Program { get; } = typeof(ReportSummary).Assembly.GetName().Version!.ToString(3);

    /// <summary>What anybody needs to do it again.</summary>
    public Certificate Certificate => new()
    {
        Program = Program,
        Kernel = BatchScorer.KernelIdentity,
        Labels = Settings.Join is null ? null : Settings.Topics.Labels,
        Join = Settings.Join?.Digest,
        From = Scope.From,
        To = Scope.To,
        Model = Scope.Model,
        Version = Scope.Version,
        Sources = [.. Result.Partitions.Select(partition => new CertifiedRange(
            partition.Id.Topic, partition.Id.Number, partition.From, partition.To, partition.Records, partition.Lost, partition.Digest)
        {
            Counted = Settings.Join is null ? null : partition.Counted,
        })],
        Models = [.. models.Select(model => new CertifiedModel(
            model.Model, model.Version, model.Contract, model.Figures.Scored, model.Figures.Warned, model.Figures.Rejected, Convert.ToBase64String(model.Figures.Totals.ToCanonicalBytes()))
        {
            Books = Settings.Join is null ? null : CertifiedBooks.Of(model.Figures.Join),
        })],
    };

    /// <summary>Adds the windows up.</summary>
    public static ReportSummary Of(WorkerSettings settings, ReplayScope scope, ReplayResult result, DateTimeOffset created)
    {
        var summary = new ReportSummary(settings, scope, result) { Created = created };
        foreach (var window in result.Windows)
        {
            var (model, version, _) = window.Key;
            if (summary.models.LastOrDefault() is not { } last || last.Model != model || last.Version != version)
            {
                summary.models.Add(last = new ReportedModel(model, version, settings.ContractOf(model)?.Digest, settings.Window));
            }

            last.Add(window);
        }

        return summary;
    }
}
