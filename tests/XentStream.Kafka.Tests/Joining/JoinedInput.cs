using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Tests.Joining;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>Predictions and their labels for one partition: most labels come late, some twice, with another value, for rows that do not exist, withdrawn, or never.</summary>
internal sealed class JoinedInput
{
    public const int Classes = 4;
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public JoinedInput(int partition, int count)
    {
        Partition = partition;
        var random = new Random(1000 + partition);
        var labels = new List<PlainLabel>();
        for (var i = 0; i < count; i++)
        {
            var prediction = NextPrediction(random, i);
            Predictions.Add(prediction);
            labels.AddRange(LabelsOf(random, prediction));
        }

        Labels = [.. labels.OrderBy(label => label.Time + random.Next(2000))];
    }

    public int Partition { get; }

    public List<PlainPrediction> Predictions { get; } = [];

    public List<PlainLabel> Labels { get; }

    /// <summary>Writes both topics, each in its order.</summary>
    public void Send(string broker, string predictions, string labels)
    {
        SendPredictions(broker, predictions);
        SendLabels(broker, labels);
    }

    /// <summary>Writes the topic of predictions.</summary>
    public void SendPredictions(string broker, string topic) => Send(broker, new TopicPartition(topic, Partition), Predictions.Select(MessageOf));

    /// <summary>Writes the topic of labels.</summary>
    public void SendLabels(string broker, string topic) => Send(broker, new TopicPartition(topic, Partition), Labels.Select(MessageOf));

    /// <summary>Writes the topic of labels in several record sets, each record with a header at its end.</summary>
    public void SendLabels(string broker, string topic, int perSet, byte[] tail)
    {
        foreach (var set in Labels.Select(MessageOf).Chunk(perSet))
        {
            Array.ForEach(set, message => message.Headers.Add("tail", tail));
            Send(broker, new TopicPartition(topic, Partition), set);
        }
    }

    /// <summary>Writes both topics as producers do that leave the place of a record to their partitioner.</summary>
    public void SendByKey(string broker, (string Topic, Partitioner By) predictions, (string Topic, Partitioner By) labels)
    {
        SendByKey(broker, predictions.Topic, predictions.By, Predictions.Select(MessageOf));
        SendByKey(broker, labels.Topic, labels.By, Labels.Select(MessageOf));
    }

    private static void Send(string broker, TopicPartition partition, IEnumerable<Message<byte[], byte[]?>> messages)
    {
        using var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = broker, EnableIdempotence = true }).SetValueSerializer(Serializers.ByteArray!).Build();
        foreach (var message in messages)
        {
            producer.Produce(partition, message);
        }

        producer.Flush(TestContext.Current.CancellationToken);
    }

    private static void SendByKey(string broker, string topic, Partitioner by, IEnumerable<Message<byte[], byte[]?>> messages)
    {
        using var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = broker, Partitioner = by }).SetValueSerializer(Serializers.ByteArray!).Build();
        foreach (var message in messages)
        {
            producer.Produce(topic, message);
        }

        producer.Flush(TestContext.Current.CancellationToken);
    }

    private static PlainPrediction NextPrediction(Random random, int number)
    {
        var rows = random.Next(1, 4);
        var scores = Enumerable.Range(0, rows * Classes).Select(_ => (random.NextSingle() * 8) - 4).ToArray();
        var late = random.Next(60) == 0 ? random.Next(8_000) : 0;
        var id = random.Next(40) == 0 ? number / 2 : number;
        return new PlainPrediction(
            Begin.ToUnixTimeMilliseconds() + (number * 80) - late, $"request-{id}", random.Next(3) == 0 ? "v2" : "v1", Classes, scores, [], IsRejected: false);
    }

    private static IEnumerable<PlainLabel> LabelsOf(Random random, PlainPrediction prediction)
    {
        if (random.Next(12) == 0)
        {
            yield break;
        }

        for (var copies = random.Next(6) == 0 ? 3 : 1; copies > 0; copies--)
        {
            var at = prediction.Time + random.Next(-500, 22_000);
            var rows = random.Next(4) == 0 ? new[] { random.Next(prediction.Rows + (random.Next(9) == 0 ? 1 : 0)) } : null;
            var values = Enumerable.Range(0, rows?.Length ?? prediction.Rows).Select(_ => random.Next(25) == 0 ? -100L : random.Next(Classes)).ToArray();
            yield return random.Next(30) == 0
                ? new PlainLabel(at, prediction.Id, "", null, null, IsRejected: false)
                : new PlainLabel(at, prediction.Id, "", rows, values, IsRejected: false);
        }
    }

    private static Message<byte[], byte[]?> MessageOf(PlainPrediction prediction)
    {
        var header = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"__metadata__":{"model":"model","version":"{{{prediction.Version}}}"},"logits":{"dtype":"F32","shape":[{{{prediction.Rows}}},{{{Classes}}}],"data_offsets":[0,{{{prediction.Scores.Length * 4}}}]}}"""));
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return MessageOf(prediction.Id, prediction.Time, [.. length, .. header, .. MemoryMarshal.AsBytes(prediction.Scores.AsSpan())], "application/x-safetensors");
    }

    private static Message<byte[], byte[]?> MessageOf(PlainLabel label)
    {
        var rows = label.RowNumbers is null ? "" : $$""","rows":[{{string.Join(',', label.RowNumbers)}}]""";
        var json = label.Values is null ? null : $$"""{"id":"{{label.Id}}","labels":[{{string.Join(',', label.Values)}}]{{rows}}}""";
        return MessageOf(label.Id, label.Time, json is null ? null : Encoding.UTF8.GetBytes(json), "application/json");
    }

    private static Message<byte[], byte[]?> MessageOf(string id, long time, byte[]? value, string contentType) => new()
    {
        Key = Encoding.UTF8.GetBytes(id),
        Value = value,
        Timestamp = new Timestamp(time, TimestampType.CreateTime),
        Headers = new Headers { { "content-type", Encoding.UTF8.GetBytes(contentType) } },
    };
}
