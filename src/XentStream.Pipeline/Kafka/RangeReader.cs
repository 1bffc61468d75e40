using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>
/// Reads ranges of offsets, of several partitions at once, without a group. The last offsets of a range need not be records: they can be the markers of
/// transactions, aborted, or compacted away. So a range ends with a record at or behind its last offset, or where the client says that the partition ends.
/// </summary>
/// <param name="consumer">A consumer that tells the end of partitions and belongs to nobody else, as <see cref="KafkaClients.Reader"/> configures it.</param>
/// <param name="patience">How long the broker may be silent.</param>
internal sealed class RangeReader<TKey, TValue>(IConsumer<TKey, TValue> consumer, TimeSpan patience)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);

    private readonly TimeSpan longestSilence = patience / 4;
    private readonly Dictionary<TopicPartition, Reading> open = [];
    private readonly Dictionary<TopicPartition, TopicPartition> waiting = [];
    private bool isAssignedAgain;

    // Records of a partition come in runs, and names of topics are long to look up.
    private (string? Topic, Partition Partition, Reading? Reading) last;

    /// <summary>Begins to read, and forgets what was read before.</summary>
    public void Begin(IReadOnlyCollection<PartitionRange> ranges)
    {
        open.Clear();
        waiting.Clear();
        last = default;
        isAssignedAgain = false;
        foreach (var range in ranges.Where(range => !range.IsEmpty))
        {
            open.Add(range.Partition, new Reading { Next = range.From.Value, End = range.To });
        }

        Assign();
    }

    /// <summary>Reads the next record; those of a partition come in their order.</summary>
    /// <returns>False at the end of all ranges, or when it is stopped.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or what was to be read is gone.</exception>
    public bool TryReadNext([NotNullWhen(true)] out ConsumeResult<TKey, TValue>? record, CancellationToken stop = default)
    {
        record = null;
        while (open.Count > 0 && record is null && !stop.IsCancellationRequested)
        {
            var result = Consume(stop);
            record = result is not null && Find(result) is { } reading ? Take(result, reading) : null;
        }

        return record is not null;
    }

    /// <summary>Ends a range early.</summary>
    public void Close(TopicPartition partition)
    {
        if (open.Remove(partition))
        {
            last = default;

            // Otherwise the client goes on to fetch what nobody wants. Not by a pause: of partitions that were paused and then assigned again, every hundredth or so was not fetched any more.
            consumer.IncrementalUnassign([partition]);
            Release(partition);
        }
    }

    /// <summary>Lets a partition wait until another is released or ends.</summary>
    /// <returns>Whether it waits now: what has ended is not waited for.</returns>
    public bool TryWait(TopicPartition ahead, TopicPartition behind)
    {
        if (!open.ContainsKey(ahead) || !open.ContainsKey(behind) || waiting.ContainsKey(ahead) || !waiting.TryAdd(behind, ahead))
        {
            return false;
        }

        consumer.Pause([ahead]);
        return true;
    }

    /// <summary>Lets the partition go on that waits for another, if there is one.</summary>
    public void Release(TopicPartition behind)
    {
        if (waiting.Remove(behind, out var ahead) && open.ContainsKey(ahead))
        {
            consumer.Resume([ahead]);
        }
    }

    private void Assign()
    {
        consumer.Assign(open.Select(reading => new TopicPartitionOffset(reading.Key, reading.Value.Next)));
        consumer.Resume(open.Keys);
        consumer.Pause(waiting.Values.Where(open.ContainsKey));
    }

    private Reading? Find(ConsumeResult<TKey, TValue> result)
    {
        if (last.Partition != result.Partition || last.Topic != result.Topic)
        {
            last = (result.Topic, result.Partition, open.GetValueOrDefault(result.TopicPartition));
        }

        return last.Reading;
    }

    // In slices: the client's own call that can be stopped allocates for each record.
    private ConsumeResult<TKey, TValue>? Consume(CancellationToken stop)
    {
        for (var waited = TimeSpan.Zero; waited < patience; waited += Slice)
        {
            if (consumer.Consume(patience - waited < Slice ? patience - waited : Slice) is { } result)
            {
                return result;
            }

            if (stop.IsCancellationRequested)
            {
                return null;
            }

            // The client does not always go on after a broker was away (librdkafka's issue 5153). Once: it tells the ends of partitions anew each time, and silence has to have an end.
            if (waited >= longestSilence && !isAssignedAgain)
            {
                Assign();
                isAssignedAgain = true;
            }
        }

        throw new KafkaException(Silence());
    }

    private Error Silence() => new(
        ErrorCode.Local_TimedOut,
        $"nothing came from {open.Keys.First().Topic} for {patience.TotalSeconds:0} s before its end; if brokers answer otherwise, a transaction was left open there (kafka-transactions.sh find-hanging)");

    private ConsumeResult<TKey, TValue>? Take(ConsumeResult<TKey, TValue> result, Reading reading)
    {
        var (offset, end) = (result.Offset.Value, reading.End);
        if (result.IsPartitionEOF ? offset >= (end ?? 0) : offset >= end - 1)
        {
            Close(result.TopicPartition);
        }

        if (result.IsPartitionEOF || offset >= end || offset < reading.Next)
        {
            return null;
        }

        isAssignedAgain = false;
        reading.Next = offset + 1;
        return result;
    }

    // How far a range is read.
    private sealed class Reading
    {
        public required long Next { get; set; }

        public required long? End { get; init; }
    }
}
