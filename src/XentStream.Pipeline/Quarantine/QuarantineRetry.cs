using Confluent.Kafka;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Quarantine;

/// <summary>
/// Feeds the records in quarantine through today's contracts, exactly once: what passes becomes deltas whose source is the quarantine topic, what still fails or is not
/// selected is written back, and the offsets move, in one transaction. So their ranges tile the quarantine topic as those of the worker tile its input.
/// </summary>
internal sealed class QuarantineRetry(WorkerSettings settings, KafkaClients clients, TimeProvider time, WorkerEvents events)
{
    private const int MaxPasses = 5;

    /// <summary>The settings of a retry: a group of its own, with one producer whose stable id fences an earlier retry that still runs.</summary>
    public static WorkerSettings SettingsOf(WorkerSettings worker) =>
        worker with { Kafka = worker.Kafka with { GroupId = $"{worker.Kafka.GroupId}.quarantine", InstanceId = "retry" } };

    /// <summary>Tries all selected records once.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="isDryRun">Whether nothing is written.</param>
    /// <param name="patience">How long the broker may be silent.</param>
    /// <param name="outcome">Gets what became of them: what is committed, also where it does not come to the end.</param>
    /// <param name="onStarted">Is called once the broker has answered.</param>
    /// <param name="stop">Ends it; what is committed until then stays so.</param>
    /// <returns>Whether it came to the end.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or a topic does not exist.</exception>
    public bool Run(HeldFilter filter, bool isDryRun, TimeSpan patience, RetryOutcome outcome, Action onStarted, CancellationToken stop)
    {
        // It is what keeps two retries apart.
        clients.TransactionalIdOf(thread: 0).Stays = true;
        for (var pass = 0; pass < MaxPasses && !stop.IsCancellationRequested; pass++)
        {
            using var held = new HeldTopic(settings, clients, new HeldRecordEvaluator(new BatchEvaluator(settings.ContractOf, time), settings.EncodingOf, IsTried), patience, events.ClientError);
            using var delivery = isDryRun ? null : new Deliveries(settings, clients).Create(thread: 0, held.Consumer, events);
            if (delivery?.Open(stop) == false)
            {
                break;
            }

            var begins = held.Begin(new ResultEnds(settings, clients), events.ClientError);
            onStarted();
            if (TryPass(held, begins, delivery, outcome, stop))
            {
                return true;
            }
        }

        return false;

        bool IsTried(QuarantinedRecord record) => record.Pointer is null && filter.Selects(record);
    }

    private bool TryPass(HeldTopic held, IReadOnlyDictionary<PartitionId, long> begins, IDelivery? delivery, RetryOutcome outcome, CancellationToken stop)
    {
        var pending = new PendingBatch(settings, time);
        var seen = new RetryOutcome();
        foreach (var (partition, begin) in begins)
        {
            pending.Begin(partition, begin, held.TopicId);
        }

        while (!stop.IsCancellationRequested)
        {
            var isMore = held.TryReadNext(out var record);
            if (isMore)
            {
                Add(pending, seen, record!);
            }

            if (!pending.IsEmpty && (!isMore || pending.TimeToCommit <= TimeSpan.Zero))
            {
                if (delivery?.Commit(pending, stop) == CommitOutcome.Restart)
                {
                    return false;
                }

                outcome.Add(seen);
                seen = new RetryOutcome();
                pending.Continue();
            }

            if (!isMore)
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(PendingBatch pending, RetryOutcome seen, ConsumeResult<RecordKey, Evaluation> record)
    {
        var evaluation = record.Message.Value;
        var held = QuarantineMessage.Parse(record.Message.Headers, record.Message.Timestamp, record.TopicPartitionOffset) with
        {
            Key = record.Message.Key.ToArray(),
            Value = evaluation.RejectedValue,
        };
        if (evaluation.IsUnread)
        {
            seen.AddUntried(isPointer: held.Pointer is not null);
        }
        else if (evaluation.Status == BatchStatus.Rejected)
        {
            held = held.Again(evaluation);
            seen.AddRejected(held.Code);
        }
        else
        {
            seen.AddPassed();
        }

        pending.Add(record, held);
    }
}
