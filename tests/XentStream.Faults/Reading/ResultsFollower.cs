using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Confluent.Kafka;

namespace XentStream.Faults.Reading;

/// <summary>
/// Reads the committed results while they come, through all faults: it tells how far the workers are, and remembers what it was shown. A reader of what is committed must
/// never be shown what is not there afterwards.
/// </summary>
internal sealed class ResultsFollower : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    // A client does not always go on after a broker was away (librdkafka's issue 5153). A new one does; and where nothing is there to be read, it finds nothing either.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    private readonly Dictionary<(string Topic, int Partition), long> ends = [];
    private readonly ConcurrentDictionary<(int Partition, long Offset), ulong> shown = new();
    private readonly Channel<long> progress = Channel.CreateUnbounded<long>();
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;

    public ResultsFollower(string broker, string topic, int partitions)
    {
        thread = new Thread(() => Follow(broker, topic, partitions)) { Name = "results-follower", IsBackground = true };
        thread.Start();
    }

    /// <summary>How many records are committed, as far as it has read.</summary>
    public long Committed { get; private set; }

    /// <summary>What it was shown, by partition and offset of the results topic.</summary>
    public IReadOnlyDictionary<(int Partition, long Offset), ulong> Shown => shown;

    /// <summary>Waits until so many records are committed.</summary>
    /// <returns>False where nothing was committed for too long.</returns>
    public async Task<bool> TryAwaitAsync(long records, TimeSpan patience, CancellationToken cancel)
    {
        while (Committed < records)
        {
            try
            {
                await progress.Reader.WaitToReadAsync(cancel).AsTask().WaitAsync(patience, cancel);
            }
            catch (TimeoutException)
            {
                return false;
            }

            while (progress.Reader.TryRead(out var committed))
            {
                Committed = committed;
            }
        }

        return true;
    }

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }

    private void Follow(string broker, string topic, int partitions)
    {
        var next = new long[partitions];
        while (!stop.IsCancellationRequested)
        {
            FollowUntilSilent(broker, topic, next);
        }
    }

    private void FollowUntilSilent(string broker, string topic, long[] next)
    {
        using var consumer = CommittedTopic.Build(broker);
        consumer.Assign(next.Select((offset, partition) => new TopicPartitionOffset(topic, partition, offset)));
        var silence = Stopwatch.StartNew();
        while (!stop.IsCancellationRequested && silence.Elapsed < LongestSilence)
        {
            try
            {
                if (consumer.Consume(Round) is { IsPartitionEOF: false } record)
                {
                    next[record.Partition] = record.Offset + 1;
                    silence.Restart();
                    if (!CommittedTopic.SaysNothing(record))
                    {
                        Note(record);
                    }
                }
            }
            catch (ConsumeException brokerAway) when (!brokerAway.Error.IsFatal)
            {
                // The client goes on by itself as soon as there is a broker.
            }
        }
    }

    // The end of the last range counts, not the sum of all: a gap must not keep the run from its end, where the verifier tells of it.
    private void Note(ConsumeResult<byte[]?, byte[]?> record)
    {
        shown[(record.Partition, record.Offset)] = Fingerprint.Of(record.Message, headers: 0);
        foreach (var (topic, range) in Delta.ParseSources(record.Message.Value))
        {
            if (range.To > ends.GetValueOrDefault((topic, range.Partition)))
            {
                ends[(topic, range.Partition)] = range.To;
                progress.Writer.TryWrite(ends.Values.Sum());
            }
        }
    }
}
