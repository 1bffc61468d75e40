using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;

namespace XentStream.Kafka.Tests.Running;

/// <summary>How many records the committed deltas stand for, as a reader of the results topic follows it.</summary>
internal sealed class Progress(string broker, string results) : IDisposable
{
    // What hangs must fail, and not the suite with it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TopicReader reader = new(broker, results);
    private readonly HashSet<OffsetRange> ranges = [];

    /// <summary>Waits until so many records are committed.</summary>
    public void Await(long records, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(Patience);
        while (ranges.Sum(range => range.Length) < records)
        {
            ranges.Add(Delta.Parse(reader.Next(either.Token).Message.Value).Source);
        }
    }

    public void Dispose() => reader.Dispose();
}
