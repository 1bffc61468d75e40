using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Sampling;

/// <summary>
/// Samples topics by a reader without a group: nothing is committed, and no worker's partitions move. The newest records up to the last stable offset are
/// preferred, spread over the partitions.
/// </summary>
/// <param name="settings">How the broker is reached, and what is declared of the topics.</param>
/// <param name="patience">How long the broker may be silent.</param>
public sealed class TopicSampler(WorkerSettings settings, TimeSpan patience)
{
    /// <summary>The most bytes that a sample holds, unless a single record has more.</summary>
    public const long MaxBytes = 128 * 1024 * 1024;

    private readonly KafkaClients clients = new(settings, NullLogger<KafkaClients>.Instance);

    /// <summary>Reads a sample.</summary>
    public TopicSample Read(IReadOnlyCollection<string> topics, int records)
    {
        var trouble = new ReadTrouble(settings.Kafka.BootstrapServers, patience);
        using var consumer = clients.BuildReader(trouble.Note);
        try
        {
            var bounds = topics.SelectMany(topic => trouble.About(topic, () => TopicBounds.Find(consumer, topic, patience))).ToList();
            var quotas = SampleQuota.Divide(records, [.. bounds.Select(range => range.To!.Value - range.From.Value)]);
            List<PartitionTail> tails = [.. bounds.Zip(quotas, (range, quota) => new PartitionTail(range, quota))];
            Fill(tails, new RangeReader<byte[]?, byte[]?>(consumer, patience));
            return new TopicSample([.. tails.SelectMany(tail => tail.Records)], tails.Count, tails.Exists(tail => tail.IsCut));
        }
        catch (KafkaException refused)
        {
            trouble.HearOut(consumer);
            var (sentence, isMisconfigured) = trouble.Tell(refused.Error);
            return new TopicSample([], 0, IsCut: false, sentence) { IsMisconfigured = isMisconfigured };
        }
    }

    private void Fill(List<PartitionTail> tails, RangeReader<byte[]?, byte[]?> reader)
    {
        var byPartition = tails.ToDictionary(tail => tail.Partition);
        while (tails.Select(tail => tail.NextWindow()).OfType<PartitionRange>().ToList() is { Count: > 0 } windows)
        {
            reader.Begin(windows);
            while (reader.TryReadNext(out var result))
            {
                if (!byPartition[result.TopicPartition].Add(Record(result), result.Message.Value?.Length ?? 0))
                {
                    reader.Close(result.TopicPartition);
                }

                DropWhatIsTooMuch(tails);
            }

            tails.ForEach(tail => tail.EndWindow());
        }
    }

    private static void DropWhatIsTooMuch(List<PartitionTail> tails)
    {
        while (tails.Sum(tail => tail.Bytes) > MaxBytes && tails.Sum(tail => tail.Count) > 1)
        {
            tails.MaxBy(tail => tail.Bytes)!.DropOldest();
        }
    }

    private SampledRecord Record(ConsumeResult<byte[]?, byte[]?> result)
    {
        var value = result.Message.Value;
        return new SampledRecord(
            new SamplePlace(result.Topic, result.Partition.Value, result.Offset.Value),
            [.. result.Message.Headers.Select(header => (header.Key, (byte[]?)header.GetValueBytes()))],
            settings.EncodingOf(result.Topic),
            () => value);
    }
}
