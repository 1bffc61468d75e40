using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Quarantine;

/// <summary>The records in quarantine, to be looked at and to be tried again: what the commands are made of.</summary>
public sealed class HeldRecords
{
    // A command ends where a worker tries again.
    private const string NextStep = "Check the broker and the configuration of Kafka, and run the command again.";

    private readonly WorkerSettings settings;
    private readonly KafkaClients clients;
    private readonly TimeProvider time;
    private readonly WorkerEvents events;
    private readonly BrokerTrouble trouble;

    internal HeldRecords(WorkerSettings worker, WorkerInstruments instruments, ILoggerFactory loggers, TimeProvider time)
    {
        settings = QuarantineRetry.SettingsOf(worker);
        clients = new KafkaClients(settings, loggers.CreateLogger<KafkaClients>());
        this.time = time;
        var health = new LaneHealth(time);
        var logger = loggers.CreateLogger<HeldRecords>();
        trouble = new BrokerTrouble(settings.Kafka.BootstrapServers, health, logger, time) { Rights = new NeededRights(settings), Next = NextStep };
        events = new WorkerEvents(trouble, health, instruments, logger);
    }

    /// <summary>What is held and why, the largest group first; or, where the broker or the topic cannot be used, why.</summary>
    /// <param name="filter">Which records are meant.</param>
    /// <param name="patience">How long the broker may be silent.</param>
    /// <param name="stop">Ends it.</param>
    public (IReadOnlyList<HeldGroup> Groups, string? Obstacle) List(HeldFilter filter, TimeSpan patience, CancellationToken stop)
    {
        try
        {
            return (new QuarantineList(settings, clients, time).Read(filter, patience, events.ClientError, stop), null);
        }
        catch (KafkaException refused)
        {
            return ([], ObstacleOf(refused.Error));
        }
    }

    /// <summary>Feeds the records through today's contracts.</summary>
    /// <param name="filter">Which of them.</param>
    /// <param name="isDryRun">Whether nothing is written.</param>
    /// <param name="patience">How long the broker may be silent.</param>
    /// <param name="stop">Ends it; what is committed until then stays so.</param>
    /// <returns>What became of them, or null where that is not known; and, where it did not come to the end, why.</returns>
    public (RetryOutcome? Outcome, string? Obstacle) Retry(HeldFilter filter, bool isDryRun, TimeSpan patience, CancellationToken stop)
    {
        using var start = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, start.Token);
        var outcome = new RetryOutcome();
        try
        {
            var isComplete = new QuarantineRetry(settings, clients, time, events).Run(filter, isDryRun, patience, outcome, () => start.CancelAfter(Timeout.InfiniteTimeSpan), either.Token);
            return isComplete ? (outcome, null) : (WhatIsCommitted(), stop.IsCancellationRequested ? "It was stopped. What is committed stays so; the next retry goes on." : ObstacleOf(null));
        }
        catch (KafkaException refused)
        {
            return (WhatIsCommitted(), ObstacleOf(refused.Error));
        }

        RetryOutcome? WhatIsCommitted() => isDryRun || outcome.IsEmpty ? null : outcome;
    }

    // The client's own errors say more than the call that ran out of time.
    private string ObstacleOf(Error? error)
    {
        if (error?.Code == ErrorCode.UnknownTopicOrPart)
        {
            return $"There is no topic `{settings.Topics.Quarantine}`. The worker creates it at its first start; or correct Topics:Quarantine.";
        }

        if (error is not null)
        {
            events.WaitingForBroker(error);
        }

        return trouble.Told ?? $"The broker {settings.Kafka.BootstrapServers} does not answer. {NextStep}";
    }
}
