using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Hosting;

/// <summary>The hosted worker: sees to the topics, then runs its lanes, each on a thread of its own, until the host stops.</summary>
internal sealed class EvaluationWorker(
    LaneParts parts, TopicSetup topics, WorkerHealth health, WorkerInstruments instruments, QualityInstruments quality, IHostApplicationLifetime lifetime,
    ILogger<EvaluationWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    /// <summary>Whether a thread ended by an exception, which is a bug, or cannot go on because a client does not close.</summary>
    public bool HasCrashed { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        quality.Show(parts.Settings.Join);

        // The host goes on to start its web server, so that health and metrics answer while the broker is awaited.
        await Task.Yield();
        if (await AwaitTopicsAsync(stoppingToken))
        {
            await Task.WhenAll(Enumerable.Range(0, parts.Settings.Consumers).Select(thread => StartThread(thread, stoppingToken)));
            WorkerLog.Stopped(logger);
        }
    }

    private async Task<bool> AwaitTopicsAsync(CancellationToken stop)
    {
        var events = EventsOf(0);
        using var timer = new PeriodicTimer(BackOff, parts.Time);
        do
        {
            foreach (var lane in health.Lanes)
            {
                lane.Beat();
            }

            try
            {
                if ((await topics.EnsureAsync(events.ClientError) ?? new ResultTail(parts.Settings, parts.Clients).FindOtherJoin(events.ClientError)) is not { } obstacle)
                {
                    return true;
                }

                events.Trouble(obstacle);
            }
            catch (KafkaException unreachable)
            {
                events.WaitingForBroker(unreachable.Error);
            }
        }
        while (await IsNextRoundAsync(timer, stop));

        return false;
    }

    private static async Task<bool> IsNextRoundAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Task StartThread(int thread, CancellationToken stop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            RunLanes(thread, stop);
            ended.SetResult();
        })
        { Name = $"xentstream-lane-{thread}", IsBackground = true }.Start();
        return ended.Task;
    }

    private void RunLanes(int thread, CancellationToken stop)
    {
        var events = EventsOf(thread);
        var stalls = new StallWatch(parts.Settings.StalledAfter, parts.Time);
        var missing = new MissingTopics();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (!TryLive(thread, stalls, missing, events, stop))
                {
                    // Another life beside it in the same process could wait for partitions that this one keeps.
                    WorkerLog.ClientHangs(logger);
                    HasCrashed = !stop.IsCancellationRequested;
                    lifetime.StopApplication();
                    return;
                }

                if (!stop.IsCancellationRequested)
                {
                    events.Restarting();
                    stop.WaitHandle.WaitOne(BackOff);
                }
            }
        }
        catch (Exception bug)
        {
            // An exception is a bug. Nothing that is uncommitted is lost: the next start reads it again.
            WorkerLog.ThreadDied(logger, bug);
            HasCrashed = true;
            lifetime.StopApplication();
        }
    }

    private bool TryLive(int thread, StallWatch stalls, MissingTopics missing, WorkerEvents events, CancellationToken stop)
    {
        var lane = new EvaluationLane(parts, thread, stalls, missing, events);
        bool isClosed;
        try
        {
            lane.Run(health.Lanes[thread], stop);
        }
        finally
        {
            isClosed = lane.TryClose(stop);
        }

        return isClosed;
    }

    private WorkerEvents EventsOf(int thread)
    {
        var lane = health.Lanes[thread];
        return new WorkerEvents(new BrokerTrouble(parts.Settings.Kafka.BootstrapServers, lane, logger, parts.Time) { Rights = new NeededRights(parts.Settings) }, lane, instruments, logger);
    }
}
