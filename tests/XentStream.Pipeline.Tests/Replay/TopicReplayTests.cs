using Confluent.Kafka;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Tests.Replay;

public sealed class TopicReplayTests
{
    private const string Topic = "predictions";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Replay_OfATopic_AddsUpWindowsAndPartitions()
    {
        using var broker = EmbeddedBroker.Start(Topic);
        await SendAsync(broker, (0, 0), (1, 10), (0, 70), (2, 20));

        var (result, windows) = await ReplayAsync(broker, new ReplayScope([Topic]));

        Assert.Equal((4L, 0L), (result.Records, result.Lost));
        Assert.Equal([(Noon, 6L), (Noon.AddMinutes(1), 2L)], windows.Select(window => (window.Key.WindowStart, window.Figures.Totals.Scored)));
    }

    [Fact]
    public async Task Replay_OfOffsets_ReadsThoseOnly()
    {
        using var broker = EmbeddedBroker.Start(Topic);
        await SendAsync(broker, (0, 0), (0, 1), (0, 2), (0, 3), (1, 4));
        var scope = new ReplayScope([Topic]) { Offsets = new Dictionary<PartitionId, (long? From, long? To)> { [new PartitionId(Topic, 0)] = (1, 3) } };

        var (result, _) = await ReplayAsync(broker, scope);

        Assert.Equal((2L, 1L, 3L), (result.Records, Assert.Single(result.Partitions).From, result.Partitions[0].To));
    }

    [Theory]
    [InlineData(9, null, null, "predictions has 4 partitions, and so no partition 9. Correct --offsets.")]
    [InlineData(0, 0L, 5L, "predictions[0] ends at offset 1 at present; offset 5 is behind it. Correct --offsets, or leave out the end.")]
    public async Task Replay_OfOffsetsThatAreNot_IsRefusedWithTheFix(int partition, long? from, long? to, string sentence)
    {
        using var broker = EmbeddedBroker.Start(Topic);
        await SendAsync(broker, (0, 0));
        var scope = new ReplayScope([Topic]) { Offsets = new Dictionary<PartitionId, (long? From, long? To)> { [new PartitionId(Topic, partition)] = (from, to) } };

        var (result, _) = await ReplayAsync(broker, scope);

        Assert.Equal(new ReplayRefusal(sentence, RefusalKind.Use), result.Refusal);
    }

    [Fact]
    public async Task Replay_OfAModelsVersion_LeavesTheOthersOut()
    {
        using var broker = EmbeddedBroker.Start(Topic);
        await SendAsync(broker, (0, 0));

        var (result, windows) = await ReplayAsync(broker, new ReplayScope([Topic]) { Version = "v2" });

        Assert.Empty(windows);
        Assert.Equal(1, result.Records);
    }

    [Fact]
    public async Task Replay_WithAnyNumberOfThreads_GivesTheSameDigestsAndTotals()
    {
        using var broker = EmbeddedBroker.Start(Topic);
        await SendAsync(broker, [.. Enumerable.Range(0, 40).Select(number => (number % 4, number * 7))]);

        var (one, windows) = await ReplayAsync(broker, new ReplayScope([Topic]), new ReplayOptions { Threads = 1 });
        var (four, same) = await ReplayAsync(broker, new ReplayScope([Topic]), new ReplayOptions { Threads = 4 });

        Assert.Equal(one.Partitions.Select(partition => partition.Digest), four.Partitions.Select(partition => partition.Digest));
        Assert.Equal(windows.Select(window => Convert.ToHexString(window.Figures.Totals.ToCanonicalBytes())), same.Select(window => Convert.ToHexString(window.Figures.Totals.ToCanonicalBytes())));
    }

    [Fact]
    public async Task Checkpoint_OfAnotherReplay_IsRefused()
    {
        using var broker = EmbeddedBroker.Start(Topic);
        await SendAsync(broker, (0, 0));
        var file = Path.Combine(Directory.CreateTempSubdirectory("xentstream-replay-").FullName, "checkpoint");

        var (whole, _) = await ReplayAsync(broker, new ReplayScope([Topic]), new ReplayOptions { Checkpoint = file });
        var (again, _) = await ReplayAsync(broker, new ReplayScope([Topic]), new ReplayOptions { Checkpoint = file });
        var (other, _) = await ReplayAsync(broker, new ReplayScope([Topic]) { Model = "digits" }, new ReplayOptions { Checkpoint = file, Resumes = true });
        var (resumed, _) = await ReplayAsync(broker, new ReplayScope([Topic]), new ReplayOptions { Checkpoint = file, Resumes = true });

        Assert.Null(whole.Refusal);
        Assert.StartsWith($"There is a checkpoint `{file}` already.", again.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.StartsWith($"`{file}` is the checkpoint of another replay", other.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Equal(whole.Partitions[0].Digest, resumed.Partitions[0].Digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"checkpoint":1}""")]
    [InlineData("""{"checkpoint":2}""")]
    public async Task Checkpoint_ThatIsNone_IsRefusedWithTheFix(string content)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        using var replay = new TopicReplay(Settings.For(), new ReplayScope([Topic]), new ReplayOptions { Checkpoint = file, Resumes = true }, TimeProvider.System);

        var result = await replay.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(RefusalKind.Use, result.Refusal!.Kind);
        Assert.Contains("without --resume", result.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfABrokerThatIsNot_IsRefusedWithTheReason()
    {
        using var replay = new TopicReplay(Settings.For("localhost:1"), new ReplayScope([Topic]), new ReplayOptions { Patience = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);

        var result = await replay.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(RefusalKind.Broker, result.Refusal!.Kind);
        Assert.StartsWith("The broker localhost:1 did not answer within 0.3 s: ", result.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfTwoVersions_PairsTheirRowsByTheIdsOfTheirRecords()
    {
        using var broker = EmbeddedBroker.Start(Topic);
        await SendAsync(broker, ("a", "v1", [0, 1]), ("b", "v1", [0, 1]), ("a", "v2", [0, 1]), ("b", "v2", [1, 1]), ("c", "v2", [0, 1]), ("a", "v2", [0, 1]), (null, "v1", [0, 1]), ("a", "v3", [0, 1]));

        var (result, _) = await ReplayAsync(broker, new ReplayScope([Topic]), new ReplayOptions { Pair = new VersionPair("v1", "v2") });

        var pair = Assert.Single(result.Pairs);
        Assert.Equal(("digits", 1, 2, 0.0), (pair.Model, pair.Batches, pair.Rows.Equal, pair.Rows.MeanDifference));
        Assert.Equal((1, 1, 1, 1), (pair.OnlyFirst, pair.OnlySecond, pair.LabelsDiffer, pair.Repeated));
    }

    private static async Task<(ReplayResult Result, List<ReplayedWindow> Windows)> ReplayAsync(EmbeddedBroker broker, ReplayScope scope, ReplayOptions? options = null)
    {
        using var replay = new TopicReplay(Settings.For(broker.Address), scope, options ?? new ReplayOptions(), TimeProvider.System);
        var result = await replay.RunAsync(TestContext.Current.CancellationToken);
        return (result, [.. result.Windows]);
    }

    private static async Task SendAsync(EmbeddedBroker broker, params (string? Key, string Version, long[] Labels)[] records)
    {
        using var producer = new ProducerBuilder<string?, byte[]>(new ProducerConfig { BootstrapServers = broker.Address }).Build();
        foreach (var (place, (key, version, labels)) in records.Index())
        {
            var message = new Message<string?, byte[]> { Key = key, Value = Payloads.TwoRows(version: version, labels: labels), Timestamp = new Timestamp(Noon) };
            await producer.ProduceAsync(new TopicPartition(Topic, place % 2), message, TestContext.Current.CancellationToken);
        }
    }

    private static async Task SendAsync(EmbeddedBroker broker, params (int Partition, int Second)[] records)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker.Address }).Build();
        foreach (var (partition, second) in records)
        {
            var message = new Message<Null, byte[]> { Value = Payloads.TwoRows(), Timestamp = new Timestamp(Noon.AddSeconds(second)) };
            await producer.ProduceAsync(new TopicPartition(Topic, partition), message, TestContext.Current.CancellationToken);
        }
    }
}
