using System.Text.Json.Nodes;
using Confluent.Kafka;
using XentStream.Demo;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Kafka.Tests.Running;

/// <summary>A replay of what a worker has evaluated.</summary>
public sealed class ReplayTests(KafkaBroker broker)
{
    private const int Records = 4_000;
    private const int Partitions = 4;

    private readonly string folder = Directory.CreateTempSubdirectory("xentstream-replay-").FullName;

    [Fact]
    public async Task Replay_OfWhatAKilledWorkerCommitted_EqualsItsResultsToTheBit()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = await EvaluateThroughAKillAsync("replayed", stop);

        var (exitCode, comparison) = await ReplayAsync(settings, stop, "--committed", "--against", "results");

        Assert.True((bool)comparison["equal"]!, comparison.ToJsonString());
        Assert.Equal(0, exitCode);
        Assert.True((int)comparison["windows"]!["equal"]! > 2);
        Assert.Equal(["order-irrelevant"], CausesOf(comparison));
    }

    [Fact]
    public async Task Replay_KilledHalfWayAndResumed_GivesTheSameCertificate()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = await SendAsync("resumed");
        var checkpoint = Path.Combine(folder, "checkpoint");
        var (_, whole) = await ReplayAsync(settings, stop);

        using (var halfWay = WorkerProcess.Start(settings, "replay", "--checkpoint", checkpoint, "--rate", "300"))
        {
            await CheckpointFile.AwaitAsync(checkpoint, stop);
            await halfWay.KillAsync(stop);
        }

        var reached = JsonNode.Parse(await File.ReadAllTextAsync(checkpoint, stop))!["partitions"]!.AsArray().Sum(partition => (long)partition!["records"]!);
        Assert.InRange(reached, 1, Records - 1);
        var (exitCode, resumed) = await ReplayAsync(settings, stop, "--checkpoint", checkpoint, "--resume");

        Assert.Equal(0, exitCode);
        Assert.Equal((string)whole["certificate"]!["seal"]!, (string)resumed["certificate"]!["seal"]!);
        Assert.Equal(whole["windows"]!.ToJsonString(), resumed["windows"]!.ToJsonString());
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public async Task Comparison_OfStagedDifferences_NamesTheCauseOfEach()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = await SendAsync("staged");
        var first = await ReportAsync(settings, "first", stop);

        // Another contract.
        var other = new Dictionary<string, Contract>(settings.Contracts) { [DigitBatch.Model] = settings.Contracts[DigitBatch.Model] with { LabelSmoothing = 0.1 } };
        await AssertDiffersAsync(settings, first, await ReportAsync(settings with { Contracts = other }, "contract", stop), "contract-differs", "LabelSmoothing 0 → 0.1", stop);

        // A part of a window.
        await AssertDiffersAsync(settings, first, await ReportAsync(settings, "part", stop, "--from", "2026-11-23T10:00:30Z"), "window-partial", "inside it", stop);

        // Another kernel.
        var older = JsonNode.Parse(await File.ReadAllTextAsync(first, stop))!;
        var (ofWindow, ofModel) = (older["windows"]![0]!["records"]!, older["models"]![0]!["records"]!);
        (older["certificate"]!["kernel"], ofModel["scored"], ofWindow["scored"]) = ("vector-0", (long)ofModel["scored"]! - (long)ofWindow["scored"]! + 1, 1);
        var kernel = Path.Combine(folder, "kernel.json");
        await File.WriteAllTextAsync(kernel, older.ToJsonString(), stop);
        await AssertDiffersAsync(settings, first, kernel, "kernel-differs", "vector-0", stop);

        // More records, and then fewer.
        InputTopic.Send(broker.Address, InputTopic.Make(settings.Topics.Input[0], 40, Partitions));
        var more = await ReportAsync(settings, "more", stop);
        await AssertDiffersAsync(settings, first, more, "records-added", $"offsets {Records / Partitions} to {(Records / Partitions) + 9} are in", stop);
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build())
        {
            await admin.DeleteRecordsAsync([new TopicPartitionOffset(settings.Topics.Input[0], 1, 100)]);
        }

        await AssertDiffersAsync(settings, more, await ReportAsync(settings, "fewer", stop), "records-lost", "staged[1] offsets 0 to 99 are in", stop);
        Assert.Equal((4, "retention has removed 100 of the offsets 0 to 999"), await CertifyAsync(settings, first, "retention has removed 100 of the offsets 0 to 999", stop));
    }

    [Fact]
    public async Task Certificate_OfUnchangedRecords_HoldsAndOfAnAlteredReportDoesNot()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = await SendAsync("certified");
        var report = await ReportAsync(settings, "certified", stop);

        Assert.Equal((0, "the same, to the bit"), await CertifyAsync(settings, report, "the same, to the bit", stop));

        var altered = JsonNode.Parse(await File.ReadAllTextAsync(report, stop))!;
        altered["certificate"]!["models"]![0]!["scored"] = 7;
        await File.WriteAllTextAsync(report, altered.ToJsonString(), stop);
        Assert.Equal((5, "was altered"), await CertifyAsync(settings, report, "was altered", stop));
    }

    [Fact]
    public async Task Replay_OfATime_TakesRecordsThatCameOutOfOrderAndNoOthers()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "disordered");
        await broker.CreateTopicAsync("disordered", 1, ("retention.ms", "-1"));
        var good = InputTopic.Make("disordered", 8, partitions: 1).Where(record => record.Planted is null).Take(5).ToList();
        var begin = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
        foreach (var (record, second) in good.Zip([0, 130, 65, 119, 120]))
        {
            record.Message.Timestamp = new Timestamp(begin.AddSeconds(second));
        }

        InputTopic.Send(broker.Address, good);

        var (exitCode, report) = await ReplayAsync(settings, stop, "--from", "2026-11-23T10:01:00Z", "--to", "2026-11-23T10:02:00Z");

        Assert.Equal(0, exitCode);
        Assert.Equal("2026-11-23T10:01:00Z", (string)Assert.Single(report["windows"]!.AsArray())!["window"]!["start"]!);
        Assert.Equal((1L, 5L, 2L), ((long)Source()["from"]!, (long)Source()["to"]!, (long)Source()["records"]!));

        JsonNode Source() => report["certificate"]!["sources"]![0]!;
    }

    [Fact]
    public async Task Replay_OfATimeInATopicOfTransactions_IsNotCutShortByTheirMarkers()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "transacted");
        await broker.CreateTopicAsync("transacted", 1, ("retention.ms", "-1"));
        var good = InputTopic.Make("transacted", 8, partitions: 1).Where(record => record.Planted is null).Take(3).ToList();
        var begin = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
        using (var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = broker.Address, TransactionalId = "transacted" }).SetValueSerializer(Serializers.ByteArray!).Build())
        {
            producer.InitTransactions(TimeSpan.FromMinutes(1));

            // The marker behind each bears the time of today.
            foreach (var (record, second) in good.Zip([0, 30, 59]))
            {
                record.Message.Timestamp = new Timestamp(begin.AddSeconds(second));
                producer.BeginTransaction();
                producer.Produce("transacted", record.Message);
                producer.CommitTransaction();
            }
        }

        var (exitCode, report) = await ReplayAsync(settings, stop, "--from", "2026-11-23T10:00:00Z", "--to", "2026-11-23T10:01:00Z");

        Assert.Equal(0, exitCode);
        Assert.Equal(3, (long)report["certificate"]!["sources"]![0]!["records"]!);
    }

    [Fact]
    public async Task Replay_DuringWhichRetentionRemovesRecords_CountsThemAsLostAndSaysSo()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        const int PerPartition = 500;

        // So little is fetched ahead, and so few records are in a batch, that what is removed was not yet read.
        var settings = RunningSettings.For(broker.Address, "removed");
        settings = settings with { Kafka = settings.Kafka with { Properties = settings.Kafka.Properties.Add("queued.min.messages", "1").Add("max.partition.fetch.bytes", "1000") } };
        await broker.CreateTopicAsync("removed", Partitions, ("retention.ms", "-1"));
        foreach (var slice in InputTopic.Make("removed", PerPartition * Partitions, Partitions).Chunk(100))
        {
            InputTopic.Send(broker.Address, slice);
        }

        var checkpoint = Path.Combine(folder, "removed-checkpoint");
        using var replay = WorkerProcess.Start(settings, "replay", "--checkpoint", checkpoint, "--rate", "150", "--json");
        await CheckpointFile.AwaitAsync(checkpoint, stop);
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build())
        {
            await admin.DeleteRecordsAsync(Enumerable.Range(0, Partitions).Select(partition => new TopicPartitionOffset("removed", partition, PerPartition - 20)));
        }

        Assert.Equal(4, await replay.AwaitEndAsync(stop));
        var sources = JsonLine(replay)["certificate"]!["sources"]!.AsArray();
        Assert.All(sources, source => Assert.Equal(PerPartition, (long)source!["records"]! + (long)source["lost"]!));
        Assert.InRange(sources.Sum(source => (long)source!["lost"]!), 1, (PerPartition - 20) * Partitions);
    }

    private static async Task AssertDiffersAsync(WorkerSettings settings, string a, string b, string cause, string sentence, CancellationToken stop)
    {
        using var compare = WorkerProcess.Start(settings, "compare", a, b, "--json");
        Assert.True(await compare.AwaitEndAsync(stop) == 5, compare.Log);
        var comparison = JsonLine(compare);
        Assert.All(comparison["differences"]!.AsArray(), difference => Assert.Equal([cause], difference!["causes"]!.AsArray().Select(code => (string)code!)));
        Assert.Contains(comparison["causes"]!.AsArray(), one => (string)one!["code"]! == cause && ((string)one["sentence"]!).Contains(sentence, StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, string Sentence)> CertifyAsync(WorkerSettings settings, string report, string sentence, CancellationToken stop)
    {
        using var certify = WorkerProcess.Start(settings, "certify", report);
        var exitCode = await certify.AwaitEndAsync(stop);
        return (exitCode, certify.Log.Contains(sentence, StringComparison.Ordinal) ? sentence : certify.Log);
    }

    private async Task<string> ReportAsync(WorkerSettings settings, string name, CancellationToken stop, params IEnumerable<string> options)
    {
        var file = Path.Combine(folder, $"{name}.json");
        using var replay = WorkerProcess.Start(settings, ["replay", "--report", file, .. options]);
        Assert.True(await replay.AwaitEndAsync(stop) == 0, replay.Log);
        return file;
    }

    private static async Task<(int ExitCode, JsonObject Json)> ReplayAsync(WorkerSettings settings, CancellationToken stop, params IEnumerable<string> options)
    {
        using var replay = WorkerProcess.Start(settings, ["replay", "--json", .. options]);
        var exitCode = await replay.AwaitEndAsync(stop);
        return (exitCode, JsonLine(replay));
    }

    private static JsonObject JsonLine(WorkerProcess process) =>
        process.Log.Split('\n').LastOrDefault(line => line.StartsWith('{')) is { } line ? JsonNode.Parse(line)!.AsObject() : throw new InvalidOperationException(process.Log);

    private static IEnumerable<string> CausesOf(JsonObject comparison) => comparison["causes"]!.AsArray().Select(cause => (string)cause!["code"]!);

    private async Task<WorkerSettings> EvaluateThroughAKillAsync(string topic, CancellationToken stop)
    {
        var settings = await SendAsync(topic);
        foreach (var isKilled in new[] { true, false })
        {
            using var worker = WorkerProcess.Start(settings);
            using var progress = new Progress(broker.Address, settings.Topics.Results);
            progress.Await(isKilled ? Records / 3 : Records, stop);
            if (isKilled)
            {
                await worker.KillAsync(stop);
            }
            else
            {
                Assert.Equal(0, await worker.StopAsync(stop));
            }
        }

        return settings;
    }

    private async Task<WorkerSettings> SendAsync(string topic)
    {
        var settings = RunningSettings.For(broker.Address, topic) with { Commit = new CommitSettings { Records = 25 } };
        await broker.CreateTopicAsync(topic, Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);
        InputTopic.Send(broker.Address, InputTopic.Make(topic, Records, Partitions));
        return settings;
    }
}
