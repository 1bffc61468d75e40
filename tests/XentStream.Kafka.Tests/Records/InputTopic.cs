using System.Text;
using Confluent.Kafka;
using XentStream.Demo;

namespace XentStream.Kafka.Tests.Records;

/// <summary>Batches of real predictions, some broken in every way that is known, spread over partitions and over windows of event time.</summary>
internal static class InputTopic
{
    private const int BrokenEvery = 20;
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan BetweenRecords = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes so many records, in turn over the partitions.</summary>
    public static List<InputRecord> Make(string topic, int count, int partitions)
    {
        var good = DemoPass.Good();
        List<DemoRecord> broken = [.. PlantedFaults.Of(DigitData.Read("v1").First())];
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var record = number % BrokenEvery == 0 ? broken[number / BrokenEvery % broken.Count] : good[number % good.Count];
            return new InputRecord(new TopicPartitionOffset(topic, number % partitions, number / partitions), Message(number, record), record.Planted);
        })];
    }

    /// <summary>Sends them.</summary>
    public static void Send(string broker, IEnumerable<InputRecord> records)
    {
        var failures = new List<Error>();
        using var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = broker, EnableIdempotence = true, QueueBufferingMaxMessages = 1_000_000 })
            .SetValueSerializer(Serializers.ByteArray!)
            .Build();
        foreach (var record in records)
        {
            producer.Produce(record.Place.TopicPartition, record.Message, report => failures.AddRange(report.Error.IsError ? [report.Error] : []));
        }

        producer.Flush(TestContext.Current.CancellationToken);
        Assert.Empty(failures);
    }

    private static Message<byte[], byte[]?> Message(int number, DemoRecord record)
    {
        var headers = new Headers { { "trace", Encoding.UTF8.GetBytes($"trace-{number}") }, { "nothing", null } };
        foreach (var (name, value) in record.Headers)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        return new Message<byte[], byte[]?> { Key = BitConverter.GetBytes(number), Value = record.Value, Headers = headers, Timestamp = new Timestamp(Begin + (number * BetweenRecords)) };
    }
}
