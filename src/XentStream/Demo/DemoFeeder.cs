using System.Text;
using Confluent.Kafka;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Kafka;

namespace XentStream.Demo;

/// <summary>Sends batches to the demo's broker, as an inference service would.</summary>
internal sealed class DemoFeeder : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> producer;

    // Clients of every language place keys so if they are told; predictions and labels meet only where they are in the same partition.
    public DemoFeeder(string broker) =>
        producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = broker, Partitioner = Partitioner.Murmur2Random }).SetLogHandler((_, _) => { }).Build();

    /// <summary>How many batches the broker has taken.</summary>
    public long Sent { get; private set; }

    /// <summary>How many labels that come by themselves.</summary>
    public long LabelsSent { get; private set; }

    /// <summary>Sends a record and waits until the broker has it.</summary>
    public async Task SendAsync(DemoRecord record, CancellationToken stop)
    {
        var headers = new Headers();
        foreach (var (name, value) in record.Headers)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        await producer.ProduceAsync(DemoSettings.Topic, new Message<byte[]?, byte[]?> { Value = record.Value, Headers = headers }, stop);
        Sent++;
    }

    /// <summary>Sends predictions and the labels that come by themselves, and waits until the broker has them.</summary>
    public async Task SendAsync(DelayedPass pass)
    {
        var topics = DemoSettings.DelayedTopics;
        await Task.WhenAll([
            .. pass.Predictions.Select(prediction => producer.ProduceAsync(topics.Input[0], MessageOf(prediction))),
            .. pass.Labels.Select(label => producer.ProduceAsync(topics.Labels, MessageOf(label)))]);
        Sent += pass.Predictions.Count;
        LabelsSent += pass.Labels.Count;
    }

    /// <summary>Tells the time to the topic of labels, on which nothing more comes: in each partition as often as it takes for a time to be believed.</summary>
    public Task BeatAsync(DateTimeOffset at) => Task.WhenAll(
        from partition in Enumerable.Range(0, EmbeddedBroker.Partitions)
        from witness in Enumerable.Range(0, 3)
        select producer.ProduceAsync(new TopicPartition(DemoSettings.DelayedTopics.Labels, partition), new Message<byte[]?, byte[]?>
        {
            Timestamp = new Timestamp(at),
            Headers = new Headers { { RecordHeaders.HeartbeatName, null } },
        }));

    private static Message<byte[]?, byte[]?> MessageOf(DelayedRecord record) => new()
    {
        Key = Encoding.UTF8.GetBytes(record.Id),
        Value = record.Value,
        Timestamp = new Timestamp(record.At),
        Headers = new Headers { { RecordHeaders.ContentTypeName, Encoding.UTF8.GetBytes(record.ContentType) } },
    };

    public void Dispose() => producer.Dispose();
}
