using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
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
    private readonly KafkaClients clients = new(settings, NullLogger<KafkaClients>.Instance);
    private readonly ReadTrouble trouble = new(settings.Kafka.BootstrapServers, options.Patience);
    private readonly ReplayCheckpoint? checkpoint = options.Checkpoint is { } path ? new ReplayCheckpoint(path, ReplayRequest.Describe(settings, scope)) : null;
    private readonly long start = time.GetTimestamp();

    // Replaced as a whole: another thread shows how far it is.
    private volatile ReplayLane[] lanes = [];
    private WindowRuns? runs;
    private PairRuns? pairs;
    private long offsets;
    private long doneBefore;

    /// <summary>How far it is.</summary>
    public ReplayProgress Progress
    {
        get
        {
            var counters = lanes.Select(lane => lane.Counters).ToList();
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
        using var consumer = Build(key, Evaluator(key));
        var partitions = new List<ReplayedPartition>();
        try
        {
            if (settings.Join is not null)
            {
                var predictions = trouble.About(Predictions, () => TopicBounds.Find(consumer, Predictions, options.Patience));
                var labels = trouble.About(settings.Topics.Labels!, () => TopicBounds.Find(consumer, settings.Topics.Labels!, options.Patience), "Topics:Labels");
                return new JoinedReplayPlanner(consumer, settings, scope, options.Patience).Plan(predictions, labels);
            }

            var planner = new ReplayPlanner(consumer, scope, options.Patience);
            foreach (var topic in scope.Topics)
            {
                var (ranges, refusal) = trouble.About(topic, () => planner.Plan(topic));
                if (refusal is not null)
                {
                    return ([], refusal);
                }

                partitions.AddRange(ranges);
            }

            return (partitions, null);
        }
        catch (KafkaException refused)
        {
            trouble.HearOut(consumer);
            return ([], Tell(refused.Error));
        }
    }

    private async Task<ReplayRefusal?> ReadAllAsync(IReadOnlyList<ReplayedPartition> partitions, ReplayLedger ledger, CancellationToken stop)
    {
        // Both halves of what is joined are read by one thread.
        var open = partitions.GroupBy(partition => settings.Join is null ? partition.Id : partition.Id with { Topic = "" }).Where(group => group.Any(partition => partition.Next < partition.To)).ToList();
        var pace = options.RecordsPerSecond is { } rate ? new Pace(rate, time) : null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var shares = Enumerable.Range(0, Math.Min(options.Threads, open.Count)).Select(lane => open.Where((_, index) => index % options.Threads == lane).SelectMany(group => group).ToList()).ToList();
        var parts = shares.ConvertAll(_ => Assemble(ledger));
        lanes = [.. parts.Select(part => part.Lane)];
        var reading = parts.Zip(shares, (part, share) =>
            Task.Factory.StartNew(() => Read(part.Lane, share, pace, part.Consumer, part.Evaluator, ending), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return (await Task.WhenAll(reading)).FirstOrDefault(refusal => refusal is not null);
    }

    private (ReplayLane Lane, IConsumer<RecordKey, Evaluation> Consumer, DigestingEvaluator Evaluator) Assemble(ReplayLedger ledger)
    {
        var key = new RecordKey();
        var content = pairs is null ? null : new PairedContent();
        var evaluator = new DigestingEvaluator(Evaluator(key, content), key);
        var consumer = Build(key, evaluator);
        var lanePairs = content is null ? null : new LanePairs(options.Pair!, content, key, pairs!);
        return (new ReplayLane(settings, scope, consumer, evaluator, ledger, options.Patience, time) { Pairs = lanePairs }, consumer, evaluator);
    }

    private ReplayRefusal? Read(
        ReplayLane lane, List<ReplayedPartition> share, Pace? pace, IConsumer<RecordKey, Evaluation> consumer, DigestingEvaluator evaluator, CancellationTokenSource ending)
    {
        using (consumer)
        using (evaluator)
        {
            var isDone = false;
            try
            {
                lane.Run(share, pace, ending.Token);
                isDone = true;
                return null;
            }
            catch (KafkaException refused)
            {
                trouble.HearOut(consumer);
                return Tell(refused.Error);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                return ReplayRefusal.OfUse($"How far it is cannot be written down: {unwritable.Message} Make room, and go on with --resume.");
            }
            finally
            {
                if (!isDone)
                {
                    ending.Cancel();
                }
            }
        }
    }

    private string Predictions => scope.Topics.First(topic => topic != settings.Topics.Labels);

    private RecordEvaluator Evaluator(RecordKey key, PairedContent? content = null) =>
        new(new BatchEvaluator(settings.ContractOf, time, paired: content), settings.EncodingOf) { Key = key, Join = settings.Join, LabelTopic = settings.Topics.Labels };

    private IConsumer<RecordKey, Evaluation> Build(RecordKey key, IDeserializer<Evaluation> evaluator) => new ConsumerBuilder<RecordKey, Evaluation>(clients.RangeReader())
        .SetKeyDeserializer(key)
        .SetValueDeserializer(evaluator)
        .SetErrorHandler((_, error) => trouble.Note(error))
        .SetLogHandler((_, _) => { })
        .Build();

    private ReplayRefusal Tell(Error error)
    {
        var (sentence, isMisconfigured) = trouble.Tell(error);
        return isMisconfigured ? ReplayRefusal.OfUse(sentence) : ReplayRefusal.OfBroker(sentence);
    }
}
