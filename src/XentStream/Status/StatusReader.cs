using System.Reflection;
using System.Text.Json.Nodes;
using XentStream.Configuration;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;

namespace XentStream.Status;

/// <summary>Reads what the status page shows.</summary>
internal sealed class StatusReader(WorkerSettings settings, CommittedTotals committed, WorkerState state, WorkerHealth health, LossHistory history)
{
    private static readonly string Program = typeof(StatusReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public StatusSnapshot Read() => new()
    {
        Program = Program,
        Group = settings.Kafka.GroupId,
        Started = history.Started,
        NotReady = health.WhyNotReady,
        NotLive = health.WhyNotLive,
        HistorySeconds = LossHistory.Interval.TotalSeconds,
        Models = committed.Read<ModelStatus>(model => model.HasBatches ? [Read(model)] : []),
        Labels = settings.Join is not null || state.JoinsLabels ? state.LastHour : null,
        Incidents = state.Incidents,
        Partitions = state.Partitions,
        Configuration = JsonNode.Parse(SettingsJson.Write(settings))!,
    };

    private ModelStatus Read(CommittedModel model) => new(model.Model, model.Version)
    {
        RowsScored = model.Totals.Scored,
        RowsIgnored = model.Totals.Ignored,
        RowsInfinite = model.Totals.Infinite,
        Loss = Finite(model.Totals.WeightedMean),
        Accuracy = model.Totals.Accuracy,
        Brier = Finite(model.Totals.MeanBrier),
        BatchesEvaluated = model.Evaluated,
        Warned = CountsOf(model.Warned),
        Rejected = CountsOf(model.Rejected),
        LastEvent = model.LastEvent,
        History = history.Of(model),
    };

    private static Dictionary<string, long> CountsOf(Func<FaultCode, long> count) =>
        FaultCodes.All.Select(code => (code.Name, Count: count(code))).Where(code => code.Count > 0).OrderByDescending(code => code.Count).ToDictionary(code => code.Name, code => code.Count);

    private static double? Finite(double? figure) => figure is { } number && double.IsFinite(number) ? number : null;
}
