using System.Text.Json;
using XentStream.Configuration;
using XentStream.Demo;
using XentStream.Pipeline.Kafka;
using XentStream.Scoring.Faults;

namespace XentStream.Tests.Commands;

public sealed class CheckTopicTests
{
    [Fact]
    public async Task Check_OfATopicWithEachKindOfBrokenBatch_CountsThemAllAndProposesTheContract()
    {
        using var broker = EmbeddedBroker.Start(DemoSettings.Topic);
        var pass = DemoPass.WithEachKindOnce();
        await FeedAsync(broker, pass);
        var options = new[] { "--config", await ConfigureAsync(broker), "--records", "1000" };

        var run = await ProgramRun.RunAsync(["check", "--json", .. options]);

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        using var report = JsonDocument.Parse(Assert.Single(run.OutputLines));
        var root = report.RootElement;
        Assert.Equal((pass.Count, 4), (root.GetProperty("records").GetInt32(), root.GetProperty("partitions").GetInt32()));
        var faults = Models(root).SelectMany(model => model.GetProperty("present").GetProperty("faults").EnumerateArray()).ToList();
        Assert.All(faults, fault => Assert.Equal((DemoSettings.Topic, JsonValueKind.Number), (fault.GetProperty("topic").GetString(), fault.GetProperty("offset").ValueKind)));
        Assert.All(Planted(pass), planted => Assert.InRange(Count(faults, planted.Code), planted.Count, pass.Count));
        Assert.Equal(
            """{"Scores":"logits","Labels":"index","Classes":10,"IgnoreIndex":-100,"MaxRows":50}""",
            root.GetProperty("configuration").GetProperty("XentStream").GetProperty("Contracts").GetProperty(DigitBatch.Model).GetRawText());
    }

    [Fact]
    public async Task Check_OfATopic_TellsPeopleWhereTheFirstOfEachIs()
    {
        using var broker = EmbeddedBroker.Start(DemoSettings.Topic);
        await FeedAsync(broker, [DemoPass.Good()[0], new DemoRecord(null), DemoPass.Good()[0]]);

        var run = await ProgramRun.RunAsync("check", "--set", $"Kafka:BootstrapServers={broker.Address}", "--topic", DemoSettings.Topic);

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Contains("predictions: 3 records of 4 partitions", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"payload-missing \(reject\): 1 record, as predictions\[[0-3]\] offset [0-2]\n", run.Output);
        Assert.Contains("tensor logits: F32 [29, 10]", run.Output, StringComparison.Ordinal);
        Assert.Contains("contract: fits 2 of 2 readable records without fault; mean loss ", run.Output, StringComparison.Ordinal);
    }

    private static async Task FeedAsync(EmbeddedBroker broker, IEnumerable<DemoRecord> records)
    {
        using var feeder = new DemoFeeder(broker.Address);
        foreach (var record in records)
        {
            await feeder.SendAsync(record, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> ConfigureAsync(EmbeddedBroker broker)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, SettingsJson.Write(DemoSettings.For(broker.Address, port: 0, recordsPerCommit: 1)), TestContext.Current.CancellationToken);
        return file;
    }

    private static List<JsonElement> Models(JsonElement root) => [.. root.GetProperty("models").EnumerateArray()];

    private static IEnumerable<(string Code, int Count)> Planted(IEnumerable<DemoRecord> pass) =>
        pass.Where(record => record.Planted is not null).GroupBy(record => record.Planted!.Value.Name).Select(group => (group.Key, group.Count()));

    private static int Count(IEnumerable<JsonElement> faults, string code) => faults.Where(fault => fault.GetProperty("code").GetString() == code).Sum(fault => fault.GetProperty("records").GetInt32());
}
