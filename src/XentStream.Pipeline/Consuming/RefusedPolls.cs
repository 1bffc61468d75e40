using Confluent.Kafka;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>What a thread does where its client answers a poll with an error, or not at all: it goes on, passes over what cannot be read, or begins again with new clients.</summary>
internal sealed class RefusedPolls(LaneParts parts, PendingBatch pending, IncidentBook incidents, TopicAbsences absences, WorkerEvents events)
{
    private readonly DamagedRecords damaged = new(parts, pending, incidents, events);

    /// <summary>Deals with an error.</summary>
    /// <param name="refused">The error.</param>
    /// <param name="tryCommit">Commits what is pending, and says whether the thread can go on.</param>
    /// <param name="beat">Tells that the thread is alive.</param>
    /// <returns>Whether the thread can go on with its clients.</returns>
    /// <exception cref="InvalidOperationException">A deserializer threw, which is a bug.</exception>
    public bool TryGoOn(ConsumeException refused, Func<bool> tryCommit, Action beat)
    {
        if (refused.Error.Code is ErrorCode.Local_KeyDeserialization or ErrorCode.Local_ValueDeserialization)
        {
            // The client has gone past the record, and whoever goes on commits an offset behind it.
            throw new InvalidOperationException("A deserializer threw.", refused);
        }

        if (RecordSetProbe.IsDamage(refused))
        {
            if (parts.Settings.Join is not null)
            {
                Tell(refused.ConsumerRecord, tryCommit, beat);
            }

            if (!TryPassOver(PartitionId.Of(refused.ConsumerRecord.TopicPartition), tryCommit, beat))
            {
                events.WaitingForBroker(refused.Error);
            }

            // Never with this client: behind a set that it refuses it reads on at a wrong place, jumps to the offset that it takes from there, and may stop there for good.
            return false;
        }

        if (refused.Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            // Where it could not be told of, the next client is told again.
            return TryMiss(refused.ConsumerRecord?.Topic ?? string.Join(", ", parts.Settings.Topics.Input)) && !refused.Error.IsFatal;
        }

        events.WaitingForBroker(refused.Error);

        // No offset to go on from: the next life of the lane looks again where to begin.
        return !refused.Error.IsFatal && refused.Error.Code != ErrorCode.Local_AutoOffsetReset;
    }

    /// <summary>Deals with partitions that have records and of which the client says nothing. Whatever is done about them, new clients have to go on.</summary>
    /// <param name="silent">Where they stand still.</param>
    /// <param name="tryCommit">Commits what is pending, and says whether the thread can go on.</param>
    /// <param name="beat">Tells that the thread is alive.</param>
    public void GetOver(IEnumerable<FetchedPartition> silent, Func<bool> tryCommit, Action beat)
    {
        foreach (var partition in silent)
        {
            if (!TryPassOver(partition.Id, tryCommit, beat))
            {
                events.StandsStill(partition.Id, partition.Next);
            }
        }
    }

    // By the offset of the set: what has met it may be a rebuild, which reads what is committed.
    private void Tell(ConsumeResult<byte[], byte[]> met, Func<bool> tryCommit, Action beat)
    {
        try
        {
            damaged.Tell(PartitionId.Of(met.TopicPartition), met.Offset, beat);
            tryCommit();
        }
        catch (KafkaException)
        {
            // Nobody could be asked. The next life of the lane meets it again.
        }
    }

    private bool TryPassOver(PartitionId partition, Func<bool> tryCommit, Action beat)
    {
        // The rebuilds of a join would meet the same set each time.
        if (parts.Settings.Join is not null || (!pending.IsEmpty && !tryCommit()) || pending.NextOf(partition) is not { } from)
        {
            return false;
        }

        try
        {
            if (damaged.Note(partition, from, beat) is not { } to)
            {
                return false;
            }

            // Before the commit: should its answer be lost, nobody would tell it afterwards.
            events.RecordsDamaged(partition, from, to);
            return tryCommit();
        }
        catch (KafkaException)
        {
            // Nobody could be asked. The new clients meet it again.
            return false;
        }
    }

    // False where the broker does not answer.
    private bool TryMiss(string topic)
    {
        try
        {
            absences.Miss(topic);
            return true;
        }
        catch (KafkaException unanswered)
        {
            events.WaitingForBroker(unanswered.Error);
            return false;
        }
    }
}
