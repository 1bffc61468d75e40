using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using XentStream.Demo;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;

namespace XentStream.Kafka.Tests.Running;

public sealed class QuarantineRetryTests(KafkaBroker broker)
{
    private const int Records = 2_000;
    private const int Partitions = 2;

    [Fact]
    public async Task Retry_AfterAFixAndKilledInTheMiddle_CountsEachHeldRecordOnceAndKeepsWhatStillFails()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, "retried") with { Commit = new CommitSettings { Records = 25 } };
        var records = await EvaluateWronglyAsync(settings, stop);
        var held = ReadQuarantine(settings, stop).Count;
        var failing = Failing(records, settings).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(held, await CountHeldAsync(settings, stop));
        Assert.Equal(held - failing.Count, (await RetryAsync(settings, stop, "--dry-run")).Passed);
        Assert.Equal(held, ReadQuarantine(settings, stop).Count);
        await KillRetryAsync(settings, stop);
        await RetryAsync(settings, stop);

        var deltas = TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => Delta.Parse(record.Message.Value)).ToList();
        Assert.Equal(Passed(Sums.OfOnePass(records, settings)), Passed(Sums.Of(deltas)));
        Assert.Equal(held, deltas.Sum(delta => delta.Records.Rejected));
        AssertTile(deltas.Select(delta => delta.Source).Where(source => source.Topic == settings.Topics.Quarantine));

        // What the killed retry wrote back, the next one has tried too.
        Assert.Equal(failing, ReadQuarantine(settings, stop).Skip(held).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(failing.Count, await CountHeldAsync(settings, stop));
    }

    // What was retried of the old topic was counted up to offset 20. The new one is shorter, or longer.
    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public async Task QuarantineTopic_ThatIsMadeAnew_ShowsAllThatItHolds(int records)
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = RunningSettings.For(broker.Address, $"held-anew-{records}");
        await broker.CreateTopicAsync(settings.Topics.Input[0], 1, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, 1);
        await broker.CreateTopicAsync(settings.Topics.Quarantine, 1);
        await RejectAsync(settings, 0, 20, stop);
        await RetryAsync(settings, stop);
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build())
        {
            await admin.DeleteTopicsAsync([settings.Topics.Quarantine]);
        }

        await broker.CreateTopicAsync(settings.Topics.Quarantine, 1);
        await RejectAsync(settings, 20, records, stop);

        Assert.Equal(records, await CountHeldAsync(settings, stop));
        await RetryAsync(settings, stop);
        Assert.Equal(2 * records, ReadQuarantine(settings, stop).Count);
    }

    private async Task RejectAsync(WorkerSettings settings, int from, int count, CancellationToken stop)
    {
        InputTopic.Send(broker.Address, Enumerable.Range(from, count).Select(offset => new InputRecord(
            new TopicPartitionOffset(settings.Topics.Input[0], 0, offset), new Message<byte[], byte[]?> { Key = BitConverter.GetBytes(offset), Value = [1, 2, 3] }, Planted: null)));
        using var worker = WorkerProcess.Start(settings);
        using var reader = new TopicReader(broker.Address, settings.Topics.Quarantine);
        for (var i = 0; i < count; i++)
        {
            reader.Next(stop);
        }

        Assert.Equal(0, await worker.StopAsync(stop));
    }

    // A contract of one class too many: nothing of the model passes.
    private async Task<List<InputRecord>> EvaluateWronglyAsync(WorkerSettings settings, CancellationToken stop)
    {
        var records = InputTopic.Make(settings.Topics.Input[0], Records, Partitions);
        await broker.CreateTopicAsync(settings.Topics.Input[0], Partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, Partitions);

        // One partition keeps the order in which records are written back.
        await broker.CreateTopicAsync(settings.Topics.Quarantine, 1);
        InputTopic.Send(broker.Address, records);
        var contracts = new Dictionary<string, Scoring.Contracts.Contract>(settings.Contracts) { [DigitBatch.Model] = settings.Contracts[DigitBatch.Model] with { Classes = DigitBatch.Classes + 1 } };
        using var worker = WorkerProcess.Start(settings with { Contracts = contracts });
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(Records, stop);
        Assert.Equal(0, await worker.StopAsync(stop));
        return records;
    }

    private async Task KillRetryAsync(WorkerSettings settings, CancellationToken stop)
    {
        using var retry = WorkerProcess.Start(settings, "quarantine", "retry");
        using var progress = new Progress(broker.Address, settings.Topics.Results);
        progress.Await(Records + 300, stop);
        await retry.KillAsync(stop);
    }

    private static async Task<(long Passed, long NotSelected)> RetryAsync(WorkerSettings settings, CancellationToken stop, params IEnumerable<string> options)
    {
        using var retry = WorkerProcess.Start(settings, ["quarantine", "retry", "--json", .. options]);
        Assert.True(await retry.AwaitEndAsync(stop) == 0, retry.Log);
        using var outcome = JsonDocument.Parse(JsonLines(retry).Single());
        return (outcome.RootElement.GetProperty("passed").GetInt64(), outcome.RootElement.GetProperty("notSelected").GetInt64());
    }

    private static async Task<long> CountHeldAsync(WorkerSettings settings, CancellationToken stop)
    {
        using var list = WorkerProcess.Start(settings, "quarantine", "list", "--json");
        Assert.True(await list.AwaitEndAsync(stop) == 0, list.Log);
        return JsonLines(list).Sum(line =>
        {
            using var group = JsonDocument.Parse(line);
            return group.RootElement.GetProperty("count").GetInt64();
        });
    }

    private static IEnumerable<string> JsonLines(WorkerProcess process) => process.Log.Split('\n').Where(line => line.StartsWith('{'));

    private static IEnumerable<string> Failing(IEnumerable<InputRecord> records, WorkerSettings settings)
    {
        var evaluator = new BatchEvaluator(settings.ContractOf, TimeProvider.System);
        return from record in records
               where evaluator.Evaluate(record.Message.Value, record.Message.Value is null, Sums.Read(record.Message.Headers), settings.Encoding).Status == BatchStatus.Rejected
               select $"{record.Place.Topic} {record.Place.Partition.Value} {record.Place.Offset.Value}";
    }

    private List<string> ReadQuarantine(WorkerSettings settings, CancellationToken stop) =>
        [.. TopicReader.ReadToEnd(broker.Address, settings.Topics.Quarantine, stop).Select(record => $"{Text(record, "topic")} {Text(record, "partition")} {Text(record, "offset")}")];

    private static string Text(ConsumeResult<byte[]?, byte[]?> record, string name) => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes($"xent.error.{name}"));

    // A record that passes stays counted among the rejected too, since it was.
    private static List<string> Passed(Sums sums) =>
        [.. sums.Lines.Where(line => !line.Contains(": 0 scored, 0 warned", StringComparison.Ordinal)).Select(line => string.Join(',', line.Split(',').Where(part => !part.EndsWith(" rejected", StringComparison.Ordinal))))];

    private static void AssertTile(IEnumerable<OffsetRange> ranges)
    {
        var ordered = ranges.Distinct().OrderBy(range => range.From).ToList();
        Assert.Equal([0, .. ordered.SkipLast(1).Select(range => range.To)], ordered.Select(range => range.From));
    }
}
