using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Demo;

/// <summary>The configuration of the demo's worker.</summary>
internal static class DemoSettings
{
    public const string Topic = "predictions";

    /// <summary>A model with one output, which is no softmax: only planted batches name it.</summary>
    public const string BinaryModel = "spam-filter";

    /// <summary>A model whose scores are each right or wrong by themselves: likewise.</summary>
    public const string TagsModel = "tags";

    /// <summary>A model whose labels are distributions: likewise.</summary>
    public const string SoftModel = "digits-soft";

    /// <summary>A model whose declared class weights fit another head: likewise.</summary>
    public const string WeightedModel = "digits-weighted";

    public static TopicSettings Topics { get; } = new() { Input = [Topic] };

    /// <summary>The topics of the version whose labels come by themselves; what is written goes to the same.</summary>
    public static TopicSettings DelayedTopics { get; } = Topics with { Input = ["predictions-delayed"], Labels = "labels" };

    /// <summary>All topics.</summary>
    public static IEnumerable<string> AllTopics => [.. Topics.Input, .. DelayedTopics.Input, DelayedTopics.Labels!, Topics.Results, Topics.Quarantine, Topics.Incidents];

    public static WorkerSettings For(string broker, int port, int recordsPerCommit) => new()
    {
        Kafka = new KafkaSettings { BootstrapServers = broker, GroupId = "xentstream-demo" },
        Topics = Topics,

        // The embedded broker has no transactions.
        Delivery = Delivery.AtLeastOnce,
        Commit = new CommitSettings { Interval = TimeSpan.FromMinutes(1), Records = recordsPerCommit },

        // No contract for "*": a model that nobody declared is a fault to show.
        Contracts = new Dictionary<string, Contract>
        {
            [DigitBatch.Model] = new() { Labels = LabelKind.Index, Classes = DigitBatch.Classes, MaxRows = 50 },
            [BinaryModel] = new(),
            [TagsModel] = new() { Link = Link.Sigmoid },
            [SoftModel] = new() { Labels = LabelKind.Distribution },
            [WeightedModel] = new() { ClassWeights = [1, 2] },
        },
        Http = new HttpSettings { Port = port },
    };

    /// <summary>The configuration of the worker beside it, whose labels come by themselves.</summary>
    public static WorkerSettings Delayed(WorkerSettings settings) => settings with
    {
        Kafka = settings.Kafka with { GroupId = $"{settings.Kafka.GroupId}-delayed" },
        Topics = DelayedTopics,
        Join = new JoinSettings { Within = DelayedPass.Within, Disorder = DelayedPass.Disorder, Ahead = TimeSpan.FromSeconds(1) },
        Commit = new CommitSettings { Interval = TimeSpan.FromMilliseconds(500) },
    };
}
