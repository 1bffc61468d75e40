using System.Text;
using Confluent.Kafka;

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
        foreach (var (name, value) in record.Headers)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        await producer.ProduceAsync(DemoSettings.Topic, new Message<byte[]?, byte[]?> { Value = record.Value, Headers = headers }, stop);
        Sent++;
    }

    public void Dispose() => producer.Dispose();
}
