using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Sampling.Pairing;

/// <summary>
/// Samples predictions and the labels that came after them, without a group and without a commit. Whether they pair is asked of the join itself. The newest predictions would have no labels yet, and the newest labels
/// would tell nothing of those that are slow; so the predictions are old enough that labels of twice <c>Join:Within</c> can be seen, or where topics are shorter, of half their length.
/// </summary>
/// <param name="settings">How the broker is reached, the topics, and how they are joined.</param>
/// <param name="patience">How long the broker may be silent.</param>
/// <param name="time">The clock of the evaluation.</param>
public sealed class PairingSampler(WorkerSettings settings, TimeSpan patience, TimeProvider time)
{
    private readonly KafkaClients clients = new(settings, NullLogger<KafkaClients>.Instance);
    private readonly RecordKey key = new();

    /// <summary>Reads a sample.</summary>
    /// <param name="topic">The topic of predictions.</param>
    /// <param name="records">How many predictions.</param>
    /// <returns>What it looks like; or why it cannot be read.</returns>
    public (PairingReport? Report, string? Refusal, bool IsMisconfigured) Read(string topic, int records)
    {
        var trouble = new ReadTrouble(settings.Kafka.BootstrapServers, patience);
        using var consumer = Build(trouble);
        try
        {
            var predictions = trouble.About(topic, () => TopicBounds.Find(consumer, topic, patience));
            var labels = trouble.About(settings.Topics.Labels!, () => TopicBounds.Find(consumer, settings.Topics.Labels!, patience), "Topics:Labels");
            var unequal = JoinTopics.FindUnequal(topic, settings.Topics.Labels!, new Dictionary<string, int> { [topic] = predictions.Count, [settings.Topics.Labels!] = labels.Count });
            return unequal is not null ? (null, unequal, true) : (Read(consumer, new PairingPlan(consumer, settings.Join!, patience).Make(predictions, labels, records)), null, false);
        }
        catch (KafkaException refused)
        {
            trouble.HearOut(consumer);
            var (sentence, isMisconfigured) = trouble.Tell(refused.Error);
            return (null, sentence, isMisconfigured);
        }
    }

    private PairingReport Read(IConsumer<RecordKey, Evaluation> consumer, PlannedPairing plan)
    {
        var partitions = plan.Predictions.Count;
        var report = new PairingReport(new PairedTopic(plan.Predictions[0].Partition.Topic, partitions), new PairedTopic(settings.Topics.Labels!, partitions), partitions)
        {
            Visible = plan.Visible,
            Until = plan.Until,
        };
        var sample = new PairedSample(settings, plan.Visible, report);
        var reader = new RangeReader<RecordKey, Evaluation>(consumer, patience);
        foreach (var ranges in new[] { plan.Predictions, plan.Labels })
        {
            reader.Begin(ranges);
            while (reader.TryReadNext(out var record))
            {
                sample.Add(record);
            }
        }

        sample.End();
        return report;
    }

    private IConsumer<RecordKey, Evaluation> Build(ReadTrouble trouble) => new ConsumerBuilder<RecordKey, Evaluation>(clients.Reader())
        .SetKeyDeserializer(key)
        .SetValueDeserializer(new RecordEvaluator(new BatchEvaluator(settings.ContractOf, time), settings.EncodingOf) { Key = key, Join = settings.Join, LabelTopic = settings.Topics.Labels })
        .SetErrorHandler((_, error) => trouble.Note(error))
        .SetLogHandler((_, _) => { })
        .Build();
}
