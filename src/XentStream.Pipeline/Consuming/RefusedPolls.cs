using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>What a thread does where its client answers a poll with an error: it goes on, passes over what cannot be read, or begins again with new clients.</summary>
internal sealed class RefusedPolls(LaneParts parts, IConsumer<RecordKey, Evaluation> consumer, PendingBatch pending, IncidentBook incidents, AssignedPartitions partitions, WorkerEvents events)
{
    private readonly DamagedRecords damaged = new(parts, pending, incidents, events);

    /// <summary>Deals with an error.</summary>
    /// <param name="refused">The error.</param>
    /// <param name="tryCommit">Commits what is pending, and says whether the thread can go on.</param>
    /// <param name="beat">Tells that the thread is alive.</param>
    /// <returns>Whether the thread can go on with its clients.</returns>
    public bool TryGoOn(ConsumeException refused, Func<bool> tryCommit, Action beat)
    {
        // The rebuilds of a join would meet the same set each time.
        if (parts.Settings.Join is null && RecordSetProbe.IsDamage(refused.Error))
        {
            return TryPassOver(PartitionId.Of(refused.ConsumerRecord.TopicPartition), tryCommit, beat);
        }

        if (refused.Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            // Where it could not be told of, the next client is told again.
            return TryAsk(() => partitions.Miss(refused.ConsumerRecord?.Topic ?? string.Join(", ", parts.Settings.Topics.Input))) && !refused.Error.IsFatal;
        }

        events.WaitingForBroker(refused.Error);

        // No offset to go on from: the next life of the lane looks again where to begin.
        return !refused.Error.IsFatal && refused.Error.Code != ErrorCode.Local_AutoOffsetReset;
    }

    // Before anything else is polled: behind a set that it refuses the client reads on at the wrong place, and could pass over whole ones in silence.
    private bool TryPassOver(PartitionId partition, Func<bool> tryCommit, Action beat)
    {
        if (!pending.IsEmpty && !tryCommit())
        {
            return false;
        }

        if (pending.NextOf(partition) is not { } from)
        {
            return true;
        }

        long? end = null;
        return TryAsk(() => end = damaged.Note(partition, from, beat)) && (end is null || tryCommit()) && TryAsk(() => GoOn(partition, from, end));
    }

    private void GoOn(PartitionId partition, long from, long? behind)
    {
        if (behind is { } to)
        {
            parts.Lags.Begin(partition, to);
            events.RecordsDamaged(partition, from, to);
        }

        consumer.Seek(new TopicPartitionOffset(partition.ToTopicPartition(), behind ?? from));
    }

    // False where the broker does not answer.
    private bool TryAsk(Action ask)
    {
        try
        {
            ask();
            return true;
        }
        catch (KafkaException unanswered)
        {
            events.WaitingForBroker(unanswered.Error);
            return false;
        }
    }
}
