using System.Text;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>Record sets of joined topics whose bytes are damaged on the broker's disk.</summary>
public sealed class JoinedDamageTests(KafkaBroker broker)
{
    private const int PerSet = 50;

    // What the client takes for a record set behind one that it refuses is chance; text is none.
    private static readonly byte[] Text300 = [.. Enumerable.Repeat((byte)'x', 300)];

    [Fact]
    public async Task CorruptRecordSet_OfLabels_IsToldOfOnceUntilItIsDeleted()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = JoinedSettings.For(broker.Address, "joined-damaged", Corrections.First);
        var labels = settings.Topics.Labels!;
        await CreateTopicsAsync(settings.Topics.Input[0], labels, settings.Topics.Results);
        var input = new JoinedInput(0, 200);
        input.SendPredictions(broker.Address, settings.Topics.Input[0]);
        input.SendLabels(broker.Address, labels, PerSet, Text300);
        var (from, to) = await broker.DamageAsync(labels, sets => sets[1]);

        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync($"Incident records-damaged///{labels}/0 opened at offset {from}", stop);
        await worker.AwaitLogAsync("Beginning again", stop);
        await worker.AwaitLogAsync("Beginning again", stop);
        await DeleteAsync(new TopicPartitionOffset(labels, 0, to));
        using var progress = new JoinedProgress(broker.Address, settings.Topics.Results);
        progress.Await(input.Predictions.Count + input.Labels.Count - (to - from), stop);
        Assert.Equal(0, await worker.StopAsync(stop));

        var told = TopicReader.ReadToEnd(broker.Address, settings.Topics.Incidents, stop).Where(record => Encoding.UTF8.GetString(record.Message.Key!) == $"records-damaged///{labels}/0");
        Assert.Contains($"up to offset {to}", Encoding.UTF8.GetString(Assert.Single(told).Message.Value!), StringComparison.Ordinal);
    }

    private async Task CreateTopicsAsync(params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            await broker.CreateTopicAsync(name, 1, ("retention.ms", "-1"));
        }
    }

    private async Task DeleteAsync(TopicPartitionOffset before)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();
        await admin.DeleteRecordsAsync([before]);
    }
}
