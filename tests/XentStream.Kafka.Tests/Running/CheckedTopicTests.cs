using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using XentStream.Demo;
using XentStream.Kafka.Tests.Broker;

namespace XentStream.Kafka.Tests.Running;

public sealed class CheckedTopicTests(KafkaBroker broker)
{
    private const string Topic = "checked";
    private const int Partitions = 3;

    // Far more than are sampled: their offsets lie between the end and the newest records.
    private const int Aborted = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Check_OfATopicOfTransactions_SeesWhatIsCommittedAndEndsAndLeavesNoGroup()
    {
        broker.Require();
        await broker.CreateTopicAsync(Topic, Partitions);
        Write(commit: true, batches: 10, transactions: 6);
        Write(commit: false, batches: Aborted, transactions: 1);
        using var open = Begin("open");
        Produce(open, "v3", batches: 1);

        var root = await CheckAsync(exitCode: 0, "--topic", Topic, "--records", "30");

        var model = Assert.Single(root.GetProperty("models").EnumerateArray().ToList());
        Assert.Equal(["v1"], model.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetString()));
        Assert.Equal("""{"scored":30,"warned":0,"rejected":0}""", model.GetProperty("present").GetProperty("records").GetRawText());
        Assert.Equal("""{"Scores":"logits","Labels":"index","Classes":10}""", model.GetProperty("contract").GetProperty("proposal").GetRawText());
        Assert.Empty(await GroupsAsync());
    }

    [Fact]
    public async Task Check_OfATopicThatIsNot_IsAWrongUse()
    {
        broker.Require();

        using var process = Start("--topic", "nowhere");
        Assert.Contains("The topic `nowhere` does not exist at ", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(2, process.ExitCode);
    }

    // Each transaction leaves a marker behind its records in each partition.
    private void Write(bool commit, int batches, int transactions)
    {
        using var producer = Begin($"writer-{commit}");
        for (var number = 0; number < transactions; number++)
        {
            if (number > 0)
            {
                producer.BeginTransaction();
            }

            Produce(producer, commit ? "v1" : "v2", batches);
            if (commit)
            {
                producer.CommitTransaction(Patience);
            }
            else
            {
                producer.Flush(TestContext.Current.CancellationToken);
                producer.AbortTransaction(Patience);
            }
        }
    }

    private IProducer<Null, byte[]> Begin(string id)
    {
        var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = broker.Address, TransactionalId = $"{Topic}-{id}" }).Build();
        producer.InitTransactions(Patience);
        producer.BeginTransaction();
        return producer;
    }

    private static void Produce(IProducer<Null, byte[]> producer, string version, int batches)
    {
        var payload = DemoPayload.Of(DigitData.Read(version).First()).ToArray();
        for (var number = 0; number < batches * Partitions; number++)
        {
            producer.Produce(new TopicPartition(Topic, number % Partitions), new Message<Null, byte[]> { Value = payload });
        }

        producer.Flush(TestContext.Current.CancellationToken);
    }

    private async Task<JsonElement> CheckAsync(int exitCode, params string[] arguments)
    {
        using var process = Start(["--json", .. arguments]);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal((exitCode, ""), (process.ExitCode, await error));
        return JsonDocument.Parse(await output).RootElement;
    }

    private Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "xentstream.dll"), "check", "--set", $"Kafka:BootstrapServers={broker.Address}", "--set", $"Kafka:GroupId={Topic}-group", .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;

    private async Task<IEnumerable<string>> GroupsAsync()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();
        return (await admin.ListConsumerGroupsAsync()).Valid.Select(group => group.GroupId).Where(group => group.StartsWith(Topic, StringComparison.Ordinal));
    }
}
