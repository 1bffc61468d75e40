using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Configuration;

/// <summary>The whole configuration of a worker.</summary>
/// <remarks>
/// To add a setting: a property with its default here or in the section it belongs to, a line in <see cref="SettingsParser"/>, and a line in the README; then make the schema again,
/// which a test asks for.
/// </remarks>
public sealed record WorkerSettings
{
    /// <summary>How the brokers are reached.</summary>
    public required KafkaSettings Kafka { get; init; }

    /// <summary>What is read and written.</summary>
    public required TopicSettings Topics { get; init; }

    /// <summary>Whether results, quarantine and offsets are one transaction.</summary>
    public Delivery Delivery { get; init; } = Delivery.ExactlyOnce;

    /// <summary>How labels are joined that come on a topic of their own, or null where batches carry them.</summary>
    public JoinSettings? Join { get; init; }

    /// <summary>How many threads evaluate, each with a consumer and a producer of its own.</summary>
    public int Consumers { get; init; } = 1;

    /// <summary>Where a group without committed offsets begins.</summary>
    public StartPosition StartAt { get; init; } = StartPosition.Earliest;

    /// <summary>The length of a window of event time.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>When a commit is due.</summary>
    public CommitSettings Commit { get; init; } = new();

    /// <summary>The encoding of records whose headers name none; null where their first bytes decide.</summary>
    public PayloadEncoding? Encoding { get; init; } = PayloadEncoding.Safetensors;

    /// <summary>The same for each topic where it is another.</summary>
    public IReadOnlyDictionary<string, PayloadEncoding?> Encodings { get; init; } = new Dictionary<string, PayloadEncoding?>();

    /// <summary>The contract of each model, by name; <c>*</c> is that of models not named.</summary>
    public IReadOnlyDictionary<string, Contract> Contracts { get; init; } = new Dictionary<string, Contract> { [AnyModel] = new() };

    /// <summary>How long an incident is quiet until it is resolved.</summary>
    public TimeSpan IncidentQuiet { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a partition that has records may stand still until it is told of.</summary>
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where metrics and health are served.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>How many pairs of model and version have metrics of their own; the rest are added up as <c>other</c>.</summary>
    public int MaxModels { get; init; } = 200;

    /// <summary>The name under which the default contract is declared.</summary>
    public const string AnyModel = "*";

    /// <summary>What is declared of the encoding of a topic.</summary>
    public PayloadEncoding? EncodingOf(string topic) => Encodings.TryGetValue(topic, out var encoding) ? encoding : Encoding;

    /// <summary>The contract of a model, or null where none is declared for it and there is no default.</summary>
    public Contract? ContractOf(string model) =>
        Contracts.TryGetValue(model, out var contract) || Contracts.TryGetValue(AnyModel, out contract) ? contract : null;
}
