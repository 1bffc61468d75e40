using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Replay;
using XentStream.Reports;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>A replay of what a worker has joined.</summary>
public sealed class JoinedReplayTests(KafkaBroker broker)
{
    private const int Partitions = 3;
    private const int PerPartition = 2000;
    private const int Planted = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("xentstream-joined-").FullName;

    // Of half a minute each: .ci/run asks for it, as for the faults.
    [Theory(Explicit = true)]
    [InlineData(Corrections.First)]
    [InlineData(Corrections.Last)]
    public async Task Replay_OfWhatAKilledWorkerCommitted_EqualsItsTotalsAndBooksToTheBit(Corrections corrections)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, $"rejoined-{corrections.ToString().ToLowerInvariant()}", corrections);
        await RunThroughAKillAsync(settings, await SendAsync(settings), stop);

        var comparison = await CompareAsync(settings, stop, "--committed");
        Assert.True((int)comparison["windows"]!["equal"]! > 10, comparison.ToJsonString());

        // Of a time: whole windows in the middle, with all that became of them before and behind.
        var part = await CompareAsync(settings, stop, "--from", "2026-11-23T10:01:00Z", "--to", "2026-11-23T10:02:00Z");
        Assert.Equal(3, (int)part["windows"]!["equal"]!);

        await AssertContractShowsAsync(settings, stop);
        var (report, books) = await ReportAsync(settings, "whole", stop, "--committed");
        AssertAllHappened(books, corrections);
        using var certify = WorkerProcess.Start(settings, "certify", report.Path);
        Assert.True(await certify.AwaitEndAsync(stop) == 0 && certify.Log.Contains("the same, to the bit", StringComparison.Ordinal), certify.Log);
    }

    [Fact]
    public async Task Replay_OfOffsets_AddsUpToTheWholeAndItsCertificateHolds()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "tiled", Corrections.Last);
        var inputs = await SendAsync(settings);
        var (_, whole) = await ReportAsync(settings, "all", stop);

        var (first, earlier) = await ReportAsync(settings, "first", stop, [.. inputs.SelectMany(input => Offsets(settings, input.Partition, $"..{900 + input.Partition}", "..700"))]);
        var (second, later) = await ReportAsync(settings, "second", stop, [.. inputs.SelectMany(input => Offsets(settings, input.Partition, $"{900 + input.Partition}..", "700.."))]);

        Assert.Equal(Lines(whole), Lines([.. earlier, .. later]));
        Assert.All(second.Certificate.Sources, source => Assert.InRange(source.From, 0, source.Counted!.Value - 1));
        foreach (var report in new[] { first, second })
        {
            using var certify = WorkerProcess.Start(settings, "certify", report.Path);
            Assert.True(await certify.AwaitEndAsync(stop) == 0, certify.Log);
        }

        using var half = WorkerProcess.Start(settings, "replay", "--offsets", "tiled:0=1..2");
        Assert.Equal(2, await half.AwaitEndAsync(stop));
        Assert.Contains("tiled[0] is joined with the partition of the same number of tiled.labels. Give --offsets for both, as in", half.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_KilledHalfWayAndResumed_GivesTheSameCertificate()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "rejoined-resumed", Corrections.Last);
        await SendAsync(settings);
        var checkpoint = Path.Combine(folder, "checkpoint");
        var (whole, windows) = await ReportAsync(settings, "whole", stop);

        using (var halfWay = WorkerProcess.Start(settings, "replay", "--checkpoint", checkpoint, "--rate", "700"))
        {
            await CheckpointFile.AwaitAsync(checkpoint, stop);
            await halfWay.KillAsync(stop);
        }

        var reached = JsonNode.Parse(await File.ReadAllTextAsync(checkpoint, stop))!["partitions"]!.AsArray().Sum(partition => (long)partition!["records"]!);
        Assert.InRange(reached, 1, whole.Certificate.Sources.Sum(source => source.Records) - 1);
        var (resumed, same) = await ReportAsync(settings, "resumed", stop, "--checkpoint", checkpoint, "--resume");

        Assert.Equal(whole.Certificate.Seal, resumed.Certificate.Seal);
        Assert.Equal(Lines(windows), Lines(same));

        // What is unreadable, and what does not fit.
        var reasons = await RejectedLabelsAsync(whole, stop);
        Assert.InRange((int)reasons["label-row-unknown"]!, 1, PerPartition);
        Assert.Equal(Planted * Partitions, reasons.Where(reason => !reason.Key.StartsWith("label-", StringComparison.Ordinal)).Sum(reason => (int)reason.Value!));
        Assert.Equal(reasons.ToJsonString(), (await RejectedLabelsAsync(resumed, stop)).ToJsonString());
    }

    [Fact]
    public async Task Replay_WithoutMemory_LetsTheHalfThatIsAheadWaitAndGivesTheSame()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "rejoined-in-turns", Corrections.Last);
        await SendAsync(settings);

        var roomy = await ReplayAsync(settings, stop);
        var narrow = await ReplayAsync(settings with { Join = settings.Join! with { MemoryBytes = 1 } }, stop);

        Assert.NotEmpty(roomy);
        Assert.Equal(roomy, narrow);
    }

    private static async Task<List<string>> ReplayAsync(WorkerSettings settings, CancellationToken stop)
    {
        using var replay = new TopicReplay(settings, new ReplayScope(settings.Topics.Input), new ReplayOptions { Threads = 1 }, TimeProvider.System);
        var result = await replay.RunAsync(stop);
        Assert.Null(result.Refusal);
        return [.. result.Partitions.Select(partition => partition.Digest), .. Lines([.. result.Windows])];
    }

    private async Task AssertContractShowsAsync(WorkerSettings settings, CancellationToken stop)
    {
        var contract = Path.Combine(folder, "smoothed.json");
        await File.WriteAllTextAsync(contract, """{"LabelSmoothing": 0.1, "TopK": [1, 2]}""", stop);
        using var replay = WorkerProcess.Start(settings, "replay", "--json", "--committed", "--contract", contract, "--against", "results");
        Assert.Equal(5, await replay.AwaitEndAsync(stop));
        Assert.Contains("contract-differs", replay.Log, StringComparison.Ordinal);
    }

    // What a quiet replay could pass over must have been there.
    private static void AssertAllHappened(List<ReplayedWindow> windows, Corrections corrections)
    {
        var sum = new JoinCounts();
        windows.ForEach(window => sum.Add(window.Figures.Join));
        Assert.Equal(Planted * Partitions, windows.Sum(window => window.Figures.Rejected));
        Assert.All(
            new[] { PredictionOutcome.Scored, PredictionOutcome.Ignored, PredictionOutcome.Duplicate, PredictionOutcome.Disordered, PredictionOutcome.Expired, PredictionOutcome.Waiting },
            outcome => Assert.InRange(sum.Predictions[(int)outcome], 1, long.MaxValue));
        Assert.All(
            new[] { LabelOutcome.Matched, LabelOutcome.Rejected, LabelOutcome.Orphan }, outcome => Assert.InRange(sum.Labels[(int)outcome], 1, long.MaxValue));
        Assert.All(
            corrections == Corrections.First ? new[] { MatchOutcome.Repeat, MatchOutcome.Conflict } : [MatchOutcome.Superseded, MatchOutcome.Withdrawn],
            outcome => Assert.InRange(sum.Matches[(int)outcome], 1, long.MaxValue));
    }

    private static async Task<JsonObject> RejectedLabelsAsync(ReportFile report, CancellationToken stop)
    {
        var models = JsonNode.Parse(await File.ReadAllTextAsync(report.Path, stop))!["models"]!.AsArray();
        return models.Single(model => (string)model!["model"]! is "")!["join"]!["rejected_labels"]!.AsObject();
    }

    private static IEnumerable<string> Offsets(WorkerSettings settings, int partition, string predictions, string labels) =>
        ["--offsets", $"{settings.Topics.Input[0]}:{partition}={predictions}", "--offsets", $"{settings.Topics.Labels}:{partition}={labels}"];

    private static List<string> Lines(List<ReplayedWindow> windows)
    {
        using var runs = WindowRuns.Create();
        windows.ForEach(window => runs.Append([window]));
        return [.. runs.Merge().Where(window => !window.Figures.IsNothing).Select(window =>
            $"{window.Key} {window.Figures.Scored} {window.Figures.Rejected} {CertifiedBooks.Of(window.Figures.Join).Text} {Convert.ToHexString(window.Figures.Totals.ToCanonicalBytes())}")];
    }

    private static async Task<JsonObject> CompareAsync(WorkerSettings settings, CancellationToken stop, params IEnumerable<string> options)
    {
        using var replay = WorkerProcess.Start(settings, ["replay", "--json", "--against", "results", .. options]);
        Assert.True(await replay.AwaitEndAsync(stop) == 0, replay.Log);
        var comparison = JsonNode.Parse(replay.Log.Split('\n').Last(line => line.StartsWith('{')))!.AsObject();
        Assert.True((bool)comparison["equal"]!, comparison.ToJsonString());
        Assert.Equal(["order-irrelevant"], comparison["causes"]!.AsArray().Select(cause => (string)cause!["code"]!));
        return comparison;
    }

    private async Task<(ReportFile Report, List<ReplayedWindow> Windows)> ReportAsync(WorkerSettings settings, string name, CancellationToken stop, params IEnumerable<string> options)
    {
        var file = Path.Combine(folder, $"{name}.json");
        using var replay = WorkerProcess.Start(settings, ["replay", "--report", file, .. options]);
        Assert.True(await replay.AwaitEndAsync(stop) == 0, replay.Log);
        var (report, obstacle) = ReportFile.Read(file);
        Assert.Null(obstacle);
        return (report!, [.. report!.Windows]);
    }

    private async Task RunThroughAKillAsync(WorkerSettings settings, List<JoinedInput> inputs, CancellationToken stop)
    {
        var total = inputs.Sum(input => input.Predictions.Count + input.Labels.Count + (2 * Planted));
        foreach (var isKilled in new[] { true, false })
        {
            using var worker = WorkerProcess.Start(settings);
            using var progress = new JoinedProgress(broker.Address, settings.Topics.Results);
            progress.Await(isKilled ? total / 3 : total, stop);
            if (isKilled)
            {
                await worker.KillAsync(stop);
            }
            else
            {
                await worker.AwaitLogAsync("Evaluating", stop);
                Assert.Equal(0, await worker.StopAsync(stop));
            }
        }
    }

    private async Task<List<JoinedInput>> SendAsync(WorkerSettings settings)
    {
        var (predictions, labels) = (settings.Topics.Input[0], settings.Topics.Labels!);
        await broker.CreateTopicAsync(predictions, Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(labels, Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
        var inputs = Enumerable.Range(0, Partitions).Select(partition => new JoinedInput(partition, PerPartition)).ToList();
        foreach (var input in inputs)
        {
            SendUnreadable(input, predictions, labels);
            input.Send(broker.Address, predictions, labels);
        }

        return inputs;
    }

    // In a transaction: its marker is of the present, days after all that comes behind it.
    private void SendUnreadable(JoinedInput input, string predictions, string labels)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = broker.Address, TransactionalId = $"{predictions}-{input.Partition}" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        for (var i = 0; i < Planted; i++)
        {
            var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes($"broken-{i}"), Value = [1, 2, 3], Timestamp = new Timestamp(input.Predictions[i].Time, TimestampType.CreateTime) };
            producer.Produce(new TopicPartition(predictions, input.Partition), message);
            producer.Produce(new TopicPartition(labels, input.Partition), message);
        }

        producer.CommitTransaction();
    }
}
