using Confluent.Kafka;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Replay;

// Where labels come on a topic of their own.
internal sealed partial class ReplayLane
{
    // What waits for its other half is looked through so often.
    private const int BetweenSettlements = 10_000;

    private int unsettled;

    // What a join has to know at the first offset that counts: read for the first time, or again where a checkpoint is gone on from. Before that, there is nothing to enter.
    private bool TryBeginToCount(ReplayedJoins begun, Pace? pace, CancellationToken stop)
    {
        begun.Begin(partitions.Values);
        foreach (var pair in begun.All.Select(pair => (Predictions: partitions[pair.Predictions], Labels: partitions[pair.Labels])).Where(pair => pair.Predictions.IsResumed || pair.Labels.IsResumed))
        {
            ReadAgain(begun, pair.Predictions, pair.Labels, stop);
        }

        Read(partition => Math.Max(partition.Next, partition.Counted), pace, mayEnter: false, stop);
        if (stop.IsCancellationRequested)
        {
            return false;
        }

        begun.BeginToCount();
        return true;
    }

    private void ReadAgain(ReplayedJoins begun, PartitionReading predictions, PartitionReading labels, CancellationToken stop)
    {
        var needed = new JoinHorizon(consumer, settings.Join!, patience).Find(Behind(predictions), Behind(labels));
        reader.Begin([needed.Predictions.Range, needed.Labels.Range]);
        while (reader.TryReadNext(out var record, stop))
        {
            begun.Add(record);
        }
    }

    private PartitionRange Behind(PartitionReading reading)
    {
        var partition = reading.Id.ToTopicPartition();
        return new PartitionRange(partition, Math.Max(reading.From, consumer.QueryWatermarkOffsets(partition, patience).Low), reading.Next);
    }

    private void Join(ReplayedJoins joined, ConsumeResult<RecordKey, Evaluation> record)
    {
        joined.Add(record);
        alignment!.Note();
        if (++unsettled >= BetweenSettlements)
        {
            joined.Settle();
            unsettled = 0;
        }
    }
}
