using Confluent.Kafka;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Sampling;

/// <summary>
/// The newest records of a partition. Offsets without records lie among them (markers of transactions, aborted and compacted records), so it is read in windows
/// backwards, each twice as long as the last, until it has as many as wanted.
/// </summary>
internal sealed class PartitionTail(PartitionRange bounds, int wanted)
{
    // Where even this is too short, a far gap lies before the end; then the oldest records are taken rather than to read it all.
    private const int MaxWindows = 8;

    private readonly List<(SampledRecord Record, int Bytes)> kept = [];
    private readonly Queue<(SampledRecord Record, int Bytes)> fresh = new();
    private long begin = bounds.To!.Value;
    private long window = wanted;
    private int windows;

    /// <summary>The partition.</summary>
    public TopicPartition Partition => bounds.Partition;

    /// <summary>Bytes of all records that are held.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many records are held.</summary>
    public int Count => kept.Count + fresh.Count;

    /// <summary>Whether records were dropped because the sample became too large.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The records, the oldest first.</summary>
    public IEnumerable<SampledRecord> Records => kept.Select(record => record.Record);

    /// <summary>Whether a window is read from the oldest record on, and ends as soon as there is enough.</summary>
    public bool IsFromTheBegin => windows > MaxWindows;

    /// <summary>The next window to read, or null where there is nothing left to do.</summary>
    public PartitionRange? NextWindow()
    {
        if (Count >= wanted || IsCut || begin <= bounds.From.Value)
        {
            return null;
        }

        windows++;
        var from = IsFromTheBegin ? bounds.From.Value : Math.Max(bounds.From.Value, begin - window);
        window *= 2;
        var range = bounds with { From = from, To = begin };
        begin = from;
        return range;
    }

    /// <summary>Takes the next record of the window.</summary>
    /// <returns>Whether more of them are wanted.</returns>
    public bool Add(SampledRecord record, int bytes)
    {
        fresh.Enqueue((record, bytes));
        Bytes += bytes;
        if (Count > wanted)
        {
            Bytes -= fresh.Dequeue().Bytes;
        }

        return !IsFromTheBegin || Count < wanted;
    }

    /// <summary>Ends a window: what came in it is older than all before.</summary>
    public void EndWindow()
    {
        kept.InsertRange(0, fresh);
        fresh.Clear();
    }

    /// <summary>Gives up the oldest record, for the sample has become too large.</summary>
    public void DropOldest()
    {
        IsCut = true;
        if (fresh.TryDequeue(out var oldest))
        {
            Bytes -= oldest.Bytes;
            return;
        }

        Bytes -= kept[0].Bytes;
        kept.RemoveAt(0);
    }
}
