using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>How many records of both topics the committed deltas stand for, as a reader of the results topic follows it.</summary>
internal sealed class JoinedProgress(string broker, string results) : IDisposable
{
    // What hangs must fail, and not the suite with it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TopicReader reader = new(broker, results);
    private readonly HashSet<OffsetRange> ranges = [];

    public List<JoinedDelta> Deltas { get; } = [];

    /// <summary>Waits until so many records are committed.</summary>
    public void Await(long records, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(Patience);
        while (ranges.Sum(range => range.Length) < records)
        {
            var delta = JoinedDelta.Parse(reader.Next(either.Token).Message.Value);
            Deltas.Add(delta);
            ranges.Add(delta.Predictions);
            ranges.Add(delta.Labels);
        }
    }

    public void Dispose() => reader.Dispose();
}
