using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Tests.Hosting;

public sealed class EvaluationWorkerTests
{
    private static readonly byte[] Noise = [.. Enumerable.Range(0, 999).Select(number => (byte)(number * 7))];

    [Fact]
    public async Task Worker_OfGoodAndBrokenRecords_ScoresTheOnesAndKeepsTheOthers()
    {
        await using var worker = await RunningWorker.StartAsync(settings => settings);
        await worker.SendAsync(Message(Payloads.TwoRows()), Message(Noise), Message(null), Message(Payloads.TwoRows(labels: [0, 3])), Message(Payloads.TwoRows()));
        await worker.AwaitAsync(committed => Records(committed) == 5);

        Assert.Equal([4L], worker.Committed.Read<long>(model => model.Model == "digits" ? [model.Totals.Scored] : []));
        Assert.Equal([1L], worker.Committed.Read<long>(model => model.Model == "digits" ? [model.Rejected(FaultCode.LabelOutOfRange)] : []));
        Assert.Null(worker.Health.WhyNotReady);
        var quarantined = worker.Read("xentstream.quarantine", 3);
        Assert.Contains(quarantined, message => message.Value.AsSpan().SequenceEqual(Noise) && Encoding.UTF8.GetString(message.Key!) == "key" && message.Headers[0].Key == "trace");
        Assert.Contains(quarantined, message => message.Value is null);
        Assert.Contains(quarantined, message => message.Value.AsSpan().SequenceEqual(Payloads.TwoRows(labels: [0, 3])));
    }

    // Else a worker whose broker is away would be restarted.
    [Fact]
    public async Task Worker_ThatWaitsForItsBroker_BeatsForEachOfItsThreads()
    {
        await using var worker = await RunningWorker.StartAsync(settings => settings with { Consumers = 2, Kafka = settings.Kafka with { BootstrapServers = "localhost:1" } });
        foreach (var lane in worker.Health.Lanes)
        {
            var first = lane.BeatAt;
            Assert.True(SpinWait.SpinUntil(() => lane.BeatAt != first, TimeSpan.FromMinutes(1)));
        }
    }

    [Fact]
    public async Task Deltas_OnTheTopic_AddUpToWhatIsShown()
    {
        await using var worker = await RunningWorker.StartAsync(settings => settings with { Commit = settings.Commit with { Records = 1 } });
        await worker.SendAsync([.. Enumerable.Range(0, 20).Select(_ => Message(Payloads.TwoRows()))]);
        await worker.AwaitAsync(committed => Records(committed) == 20);

        var sum = new Totals();
        foreach (var message in worker.Read("xentstream.results", 20))
        {
            using var delta = JsonDocument.Parse(message.Value);
            Assert.True(Totals.TryParse(delta.RootElement.GetProperty("totals").GetBytesFromBase64(), out var totals));
            sum.Add(totals);
        }

        Assert.Equal([Convert.ToHexString(sum.ToCanonicalBytes())], worker.Committed.Read<string>(model => [Convert.ToHexString(model.Totals.ToCanonicalBytes())]));
    }

    // No batch holds enough to be warned of; what they show together is an incident, and no number knows of it.
    [Fact]
    public async Task Batches_ThatOnlyTogetherShowAFault_AreScoredAndOneIncident()
    {
        const int Batches = 300;
        await using var worker = await RunningWorker.StartAsync(settings => settings with { Commit = settings.Commit with { Records = Batches } });
        var permuted = Payloads.FourClasses(64, one => (one + 1) % 4);
        await worker.SendAsync(Enumerable.Range(0, Batches).Select(_ => Message(permuted)));
        await worker.AwaitAsync(committed => Records(committed) == Batches);

        Assert.Equal([64L * Batches], worker.Committed.Read<long>(model => [model.Totals.Scored]));
        Assert.Equal([0L], worker.Committed.Read<long>(model => [model.Warned(FaultCode.LabelMapPermuted)]));
        using var incident = JsonDocument.Parse(worker.Read("xentstream.incidents", 1)[0].Value);
        var data = incident.RootElement.GetProperty("data");
        Assert.Equal(("label-map-permuted", "warn", "digits"), (Text(data, "code"), Text(data, "severity"), Text(data, "model")));
        Assert.Contains("(0 as 3, 1 as 0, 2 as 1, …)", Text(data, "wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_ThatCannotBeReached_IsNamedAndTheWorkerLives()
    {
        await using var worker = await RunningWorker.StartAsync(settings => settings with { Kafka = settings.Kafka with { BootstrapServers = "localhost:1" } });
        await worker.AwaitLogAsync("localhost:1");

        Assert.StartsWith("The broker localhost:1 cannot be used: ", worker.Health.WhyNotReady, StringComparison.Ordinal);
        Assert.Equal(worker.Health.WhyNotReady, worker.Health.WhyNotStarted);
        Assert.Null(worker.Health.WhyNotLive);
    }

    [Fact]
    public async Task Topic_ThatIsMissing_IsNamedWithTheCommandThatCreatesIt()
    {
        await using var worker = await RunningWorker.StartAsync(settings => settings with { Topics = settings.Topics with { Input = ["elsewhere"] } });
        await worker.AwaitLogAsync("elsewhere");

        Assert.Contains("kafka-topics.sh --create --topic elsewhere", worker.Health.WhyNotReady, StringComparison.Ordinal);
    }

    private static Message<byte[], byte[]?> Message(byte[]? value) => new() { Key = "key"u8.ToArray(), Value = value, Headers = new Headers { { "trace", [1] } } };

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;

    private static long Records(CommittedTotals committed) => committed.Read<long>(model => [model.Evaluated + FaultCodes.All.Sum(model.Rejected)]).Sum();
}
