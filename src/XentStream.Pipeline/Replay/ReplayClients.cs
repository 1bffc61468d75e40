using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Replay;

/// <summary>Makes the consumers of a replay, which belong to no group, and tells what they have met with.</summary>
internal sealed class ReplayClients(WorkerSettings settings, TimeSpan patience, TimeProvider time)
{
    private readonly KafkaClients clients = new(settings, NullLogger<KafkaClients>.Instance);

    /// <summary>What they have met with.</summary>
    public ReadTrouble Trouble { get; } = new(settings.Kafka.BootstrapServers, patience);

    /// <summary>What evaluates records.</summary>
    /// <param name="key">The key's deserializer.</param>
    /// <param name="content">What is kept of a batch to compare it with another; usually nothing.</param>
    public RecordEvaluator EvaluatorOf(RecordKey key, PairedContent? content = null) =>
        new(new BatchEvaluator(settings.ContractOf, time, paired: content), settings.EncodingOf) { Key = key, Join = settings.Join, LabelTopic = settings.Topics.Labels };

    /// <summary>Makes a consumer.</summary>
    public IConsumer<RecordKey, Evaluation> Build(RecordKey key, IDeserializer<Evaluation> evaluator) => new ConsumerBuilder<RecordKey, Evaluation>(clients.RangeReader())
        .SetKeyDeserializer(key)
        .SetValueDeserializer(evaluator)
        .SetErrorHandler((_, error) => Trouble.Note(error))
        .SetLogHandler((_, _) => { })
        .Build();

    /// <summary>Makes a reader that finds out how far damage goes.</summary>
    public IConsumer<byte[]?, byte[]?> BuildProbe() => clients.BuildProbe(Trouble.Note);

    /// <summary>Why a consumer could not go on.</summary>
    public ReplayRefusal Tell(IConsumer<RecordKey, Evaluation> consumer, KafkaException refused)
    {
        Trouble.HearOut(consumer);
        var (sentence, isMisconfigured) = Trouble.Tell(refused.Error);
        return isMisconfigured ? ReplayRefusal.OfUse(sentence) : ReplayRefusal.OfBroker(sentence);
    }
}
