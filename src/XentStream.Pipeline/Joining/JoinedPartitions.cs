using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Joining;

/// <summary>The joins of all partitions that a thread has.</summary>
internal sealed class JoinedPartitions(WorkerSettings settings, PendingBatch batch)
{
    private readonly PendingJoin pending = new(batch);
    private readonly Dictionary<int, JoinedPartition> partitions = [];

    /// <summary>The joins.</summary>
    public IReadOnlyCollection<JoinedPartition> All => partitions.Values;

    /// <summary>Joins whose state is not yet rebuilt.</summary>
    public List<JoinedPartition> Unbuilt => [.. partitions.Values.Where(partition => !partition.IsRebuilt)];

    /// <summary>The join of a partition, or null where its other half is not here.</summary>
    public JoinedPartition? Find(int number) => partitions.GetValueOrDefault(number);

    /// <summary>Bytes that the joins have in memory.</summary>
    public long Bytes => partitions.Values.Sum(partition => partition.Join.Bytes);

    /// <summary>Partitions come. A number without its other half is waited for: the assignor gives both to one worker.</summary>
    public void Begin(IEnumerable<TopicPartitionOffset> begins)
    {
        foreach (var pair in begins.GroupBy(begin => begin.Partition.Value))
        {
            if (pair.FirstOrDefault(begin => begin.Topic != settings.Topics.Labels) is { } prediction && pair.FirstOrDefault(begin => begin.Topic == settings.Topics.Labels) is { } label)
            {
                Begin(pair.Key, PartitionId.Of(prediction.TopicPartition), PartitionId.Of(label.TopicPartition), new JoinOffsets(prediction.Offset, label.Offset));
            }
        }
    }

    /// <summary>Begins a join that was half rebuilt once more.</summary>
    public void BeginAgain(JoinedPartition partition) => Begin(partition.Predictions.Number, partition.Predictions, partition.Labels, partition.Begin);

    /// <summary>Partitions go.</summary>
    public void Drop(IEnumerable<PartitionId> lost)
    {
        foreach (var partition in lost)
        {
            partitions.Remove(partition.Number);
        }
    }

    /// <summary>Adds a record of a join.</summary>
    public void Add(ConsumeResult<RecordKey, Evaluation> record, JoinedPartition partition)
    {
        pending.Add(record, partition.Predictions, partition.Labels);
        partition.Feed(record.Offset, record.Message.Timestamp, record.Message.Value);
        foreach (var misfit in partition.Join.Misfits)
        {
            var isThis = record.Topic == partition.Labels.Topic && misfit.Offset == record.Offset;
            pending.Add(partition.Labels, misfit, isThis ? QuarantinedRecord.Of(record, misfit) : null);
        }

        partition.Join.Misfits.Clear();
    }

    /// <summary>Makes what is pending ready to be committed: what expired is counted, and the books balance.</summary>
    /// <exception cref="InvalidOperationException">They do not, which is a bug.</exception>
    public void Settle()
    {
        foreach (var partition in partitions.Values.Where(partition => pending.Holds(partition.Predictions)))
        {
            partition.Settle();
            if (!pending.HasDeltas(partition.Predictions))
            {
                // A range that changes nothing still has to be told of.
                var at = Math.Max(partition.Join.Times.Predictions, partition.Join.Times.Labels);
                pending.DeltaOf(partition.Predictions, "", "", EventTime.Of(at));
            }
        }
    }

    /// <summary>What was pending is committed: what cannot matter any more is forgotten.</summary>
    public void Forget()
    {
        foreach (var partition in partitions.Values)
        {
            partition.Forget();
        }
    }

    private void Begin(int number, PartitionId predictions, PartitionId labels, JoinOffsets begin)
    {
        JoinedPartition? joined = null;
        var deltas = new JoinedDeltas(pending, predictions, settings.Window);
        var join = new PartitionJoin(settings.Join!, settings.ContractOf, (stream, time) => joined!.IsRebuilt ? deltas.Of(stream, time) : null);
        joined = new JoinedPartition(predictions, labels, begin, join);
        partitions[number] = joined;
    }
}
