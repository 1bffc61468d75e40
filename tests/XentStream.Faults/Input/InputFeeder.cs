using Confluent.Kafka;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Input;

/// <summary>Sends the input in portions, so that there is always work left when a fault strikes.</summary>
internal sealed class InputFeeder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly TopicSettings topics;
    private readonly IEnumerator<SeededRecord> records;
    private readonly IProducer<byte[], byte[]?> producer;
    private long sent;
    private Error? failure;

    public InputFeeder(string broker, TopicSettings topics, FaultRunOptions options)
    {
        this.topics = topics;
        records = (options.IsJoined ? new JoinedInput(options).Draw() : new SeededInput(options).Draw()).GetEnumerator();

        // It meets the same dead brokers as the workers, and must not give a record up. It may send one twice: then the input has one more, and the verifier reads the input as it is. A client that
        // is told not to ends by an error that nothing undoes when brokers restart at a wrong time, and the run would wait for input that never comes.
        var config = new ProducerConfig
        {
            BootstrapServers = broker,
            Acks = Acks.All,
            MessageSendMaxRetries = int.MaxValue,
            MessageTimeoutMs = 0,
            CompressionType = CompressionType.Lz4,
            LingerMs = 20,
            QueueBufferingMaxMessages = 500_000,
        };
        producer = new ProducerBuilder<byte[], byte[]?>(config).SetValueSerializer(Serializers.ByteArray!).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Why a record did not arrive, or null.</summary>
    public Error? Failure => failure;

    /// <summary>Hands records to the client until so many are sent; they arrive as soon as brokers let them.</summary>
    public void FeedTo(long count, CancellationToken stop)
    {
        for (; sent < count && records.MoveNext(); sent++)
        {
            while (!TryProduce(records.Current))
            {
                stop.ThrowIfCancellationRequested();
                producer.Poll(Patience);
            }
        }
    }

    /// <summary>Waits until all have arrived.</summary>
    public void Finish(CancellationToken stop)
    {
        producer.Flush(stop);
        if (failure is not null)
        {
            throw new KafkaException(failure);
        }
    }

    public void Dispose()
    {
        producer.Dispose();
        records.Dispose();
    }

    private bool TryProduce(SeededRecord record)
    {
        try
        {
            producer.Produce(new TopicPartition(record.IsLabel ? topics.Labels : topics.Input[0], record.Partition), record.Message, report => failure ??= report.Error.IsError ? report.Error : null);
            return true;
        }
        catch (ProduceException<byte[], byte[]?> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }
}
