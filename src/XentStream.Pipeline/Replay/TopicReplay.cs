using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// Evaluates a range of topics again, by consumers without a group: nothing is committed, and no worker's partitions move. Steps 2 to 5 are the worker's own, and totals are exact, so the
/// numbers are those of the worker to the last bit where records, contracts and kernel are the same.
/// </summary>
/// <param name="settings">How the broker is reached, and the contracts.</param>
/// <param name="scope">What is replayed.</param>
/// <param name="options">How.</param>
/// <param name="time">The clock.</param>
public sealed class TopicReplay(WorkerSettings settings, ReplayScope scope, ReplayOptions options, TimeProvider time) : IDisposable
{
    private readonly ReplayClients clients = new(settings, options.Patience, time);
    private readonly ReplayCheckpoint? checkpoint = options.Checkpoint is { } path ? new ReplayCheckpoint(path, ReplayRequest.Describe(settings, scope)) : null;
    private readonly long start = time.GetTimestamp();

    // Replaced as a whole: another thread shows how far it is.
    private volatile ReplayThread[] threads = [];
    private WindowRuns? runs;
    private PairRuns? pairs;
    private long offsets;
    private long doneBefore;

    /// <summary>How far it is.</summary>
    public ReplayProgress Progress
    {
        get
        {
            var counters = threads.Select(thread => thread.Counters).ToList();
            return new ReplayProgress(
                offsets,
                doneBefore + counters.Sum(lane => lane.Done),
                counters.Sum(lane => lane.Records),
                counters.Sum(lane => lane.Bytes),
                new DateTimeOffset(counters.Select(lane => lane.EventTicks).DefaultIfEmpty().Max(), TimeSpan.Zero),
                time.GetElapsedTime(start),
                doneBefore);
        }
    }

    /// <summary>Replays. It can be called once.</summary>
    /// <param name="stop">Ends it early; with a checkpoint it can be gone on from there.</param>
    public async Task<ReplayResult> RunAsync(CancellationToken stop)
    {
        var (partitions, refusal) = Prepare();
        if (refusal is not null)
        {
            return End([], refusal);
        }

        (offsets, doneBefore) = (partitions.Sum(partition => partition.To - partition.From), partitions.Sum(partition => partition.Next - partition.From));
        var ledger = new ReplayLedger(runs!, partitions, checkpoint);
        refusal = await ReadAllAsync(partitions, ledger, stop);
        return End(ledger.Partitions, refusal ?? (stop.IsCancellationRequested ? new ReplayRefusal("It was stopped.", RefusalKind.Stop) : null));
    }

    /// <summary>Removes the checkpoint: what it was written for is done.</summary>
    public void Forget()
    {
        runs?.Dispose();
        checkpoint?.Delete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        runs?.Dispose();
        pairs?.Dispose();
    }

    private ReplayResult End(IReadOnlyList<ReplayedPartition> partitions, ReplayRefusal? refusal)
    {
        var progress = Progress;
        return new ReplayResult(partitions, refusal)
        {
            Windows = runs?.Merge() ?? [],
            Pair = options.Pair,
            Pairs = refusal is null && pairs is not null ? pairs.Merge() : [],
            Elapsed = progress.Elapsed,
            Bytes = progress.Bytes,
        };
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) Prepare()
    {
        try
        {
            return options.Resumes ? Resume() : Begin();
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return ([], ReplayRefusal.OfUse($"What is in memory cannot be written out: {unwritable.Message} Make room, or name another --checkpoint."));
        }
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) Resume()
    {
        var (partitions, length, refusal) = checkpoint!.Read();
        if (refusal is null)
        {
            runs = WindowRuns.Resume(checkpoint.WindowsPath, length);
        }

        return (partitions, refusal);
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) Begin()
    {
        if (options.Checkpoint is { } path && File.Exists(path))
        {
            return ([], ReplayRefusal.OfUse($"There is a checkpoint `{path}` already. Go on from it with --resume, or name another file."));
        }

        var (partitions, refusal) = Plan();
        if (refusal is null)
        {
            runs = checkpoint is null ? WindowRuns.Create() : WindowRuns.Create(checkpoint.WindowsPath);
            pairs = options.Pair is { } versions ? new PairRuns(versions) : null;
        }

        return (partitions, refusal);
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) Plan()
    {
        var key = new RecordKey();
        using var consumer = clients.Build(key, clients.EvaluatorOf(key));
        try
        {
            return settings.Join is null ? PlanTopics(consumer) : PlanJoined(consumer);
        }
        catch (KafkaException refused)
        {
            return ([], clients.Tell(consumer, refused));
        }
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) PlanTopics(IConsumer<RecordKey, Evaluation> consumer)
    {
        var planner = new ReplayPlanner(consumer, scope, options.Patience);
        var partitions = new List<ReplayedPartition>();
        foreach (var topic in scope.Topics)
        {
            var (ranges, refusal) = clients.Trouble.About(topic, () => planner.Plan(topic));
            if (refusal is not null)
            {
                return ([], refusal);
            }

            partitions.AddRange(ranges);
        }

        return (partitions, null);
    }

    private (IReadOnlyList<ReplayedPartition> Partitions, ReplayRefusal? Refusal) PlanJoined(IConsumer<RecordKey, Evaluation> consumer)
    {
        var topic = scope.Topics.First(topic => topic != settings.Topics.Labels);
        var predictions = clients.Trouble.About(topic, () => TopicBounds.Find(consumer, topic, options.Patience));
        var labels = clients.Trouble.About(settings.Topics.Labels!, () => TopicBounds.Find(consumer, settings.Topics.Labels!, options.Patience), "Topics:Labels");
        return new JoinedReplayPlanner(consumer, settings, scope, options.Patience).Plan(predictions, labels);
    }

    private async Task<ReplayRefusal?> ReadAllAsync(IReadOnlyList<ReplayedPartition> partitions, ReplayLedger ledger, CancellationToken stop)
    {
        // Both halves of what is joined are read by one thread.
        var open = partitions.GroupBy(partition => settings.Join is null ? partition.Id : partition.Id with { Topic = "" }).Where(group => group.Any(partition => partition.Next < partition.To)).ToList();
        var pace = options.RecordsPerSecond is { } rate ? new Pace(rate, time) : null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var shares = Enumerable.Range(0, Math.Min(options.Threads, open.Count)).Select(thread => open.Where((_, index) => index % options.Threads == thread).SelectMany(group => group).ToList());
        threads = [.. shares.Select(share => new ReplayThread(settings, scope, options, time, clients, share, ledger, pairs))];
        return (await Task.WhenAll(threads.Select(thread => thread.RunAsync(pace, ending)))).FirstOrDefault(refusal => refusal is not null);
    }
}
