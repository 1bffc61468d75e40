using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Totalling;

namespace XentStream.Kafka.Tests.Records;

/// <summary>What records come to, for each model, version and window.</summary>
internal sealed class Sums
{
    private readonly SortedDictionary<string, Sum> sums = new(StringComparer.Ordinal);

    /// <summary>One line for each, in order: equal where and only where everything is equal to the last bit.</summary>
    public IEnumerable<string> Lines => sums.Select(sum =>
        $"{sum.Key}: {sum.Value.Scored} scored, {sum.Value.Warned} warned, {sum.Value.Rejected} rejected, totals {Convert.ToHexString(sum.Value.Totals.ToCanonicalBytes())}");

    /// <summary>Adds what was found out about some records.</summary>
    public void Add(string model, string version, DateTimeOffset window, (long Scored, long Warned, long Rejected) records, Totals totals)
    {
        var key = $"{model}/{version} {window:O}";
        if (!sums.TryGetValue(key, out var sum))
        {
            sums.Add(key, sum = new Sum());
        }

        sum.Scored += records.Scored;
        sum.Warned += records.Warned;
        sum.Rejected += records.Rejected;
        sum.Totals.Add(totals);
    }

    /// <summary>What deltas add up to.</summary>
    public static Sums Of(IEnumerable<Delta> deltas)
    {
        var sums = new Sums();
        foreach (var delta in deltas)
        {
            sums.Add(delta.Model, delta.Version, delta.Window, delta.Records, delta.Totals);
        }

        return sums;
    }

    /// <summary>One pass over the records in memory, without Kafka.</summary>
    public static Sums OfOnePass(IEnumerable<InputRecord> records, Pipeline.Configuration.WorkerSettings settings)
    {
        var evaluator = new BatchEvaluator(settings.ContractOf, TimeProvider.System);
        var sums = new Sums();
        foreach (var (_, message, _) in records)
        {
            var evaluation = evaluator.Evaluate(message.Value, message.Value is null, Read(message.Headers), settings.Encoding);
            var at = message.Timestamp.UtcDateTime;
            sums.Add(
                evaluation.Model,
                evaluation.Version,
                new DateTimeOffset(at.Ticks - (at.Ticks % settings.Window.Ticks), TimeSpan.Zero),
                (Is(evaluation, BatchStatus.Scored), Is(evaluation, BatchStatus.Warned), Is(evaluation, BatchStatus.Rejected)),
                evaluation.Status == BatchStatus.Rejected ? new Totals() : evaluation.Totals);
        }

        return sums;
    }

    /// <summary>The headers that say how to read a record.</summary>
    public static RecordHeaders Read(Headers headers)
    {
        RecordHeaders read = default;
        foreach (var header in headers)
        {
            read.Take(header.Key, header.GetValueBytes());
        }

        return read;
    }

    private static long Is(Evaluation evaluation, BatchStatus status) => evaluation.Status == status ? 1 : 0;

    private sealed class Sum
    {
        public long Scored { get; set; }

        public long Warned { get; set; }

        public long Rejected { get; set; }

        public Totals Totals { get; } = new();
    }
}
