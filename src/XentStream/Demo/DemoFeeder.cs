using System.Text;
using Confluent.Kafka;
using XentStream.Encodings.Selection;

namespace XentStream.Demo;

/// <summary>Sends batches to the demo's broker, as an inference service would.</summary>
internal sealed class DemoFeeder : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> producer;

    public DemoFeeder(string broker) => producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = broker }).SetLogHandler((_, _) => { }).Build();

    /// <summary>How many records the broker has taken.</summary>
    public long Sent { get; private set; }

    /// <summary>Sends a record and waits until the broker has it.</summary>
    public async Task SendAsync(DemoRecord record, CancellationToken stop)
    {
        var headers = new Headers();
        if (record.ContentType is { } contentType)
        {
            headers.Add(RecordHeaders.ContentTypeName, Encoding.UTF8.GetBytes(contentType));
        }

        await producer.ProduceAsync(DemoSettings.Topic, new Message<byte[]?, byte[]?> { Value = record.Value, Headers = headers }, stop);
        Sent++;
    }

    public void Dispose() => producer.Dispose();
}
