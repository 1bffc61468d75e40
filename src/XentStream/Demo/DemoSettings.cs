using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Demo;

/// <summary>The configuration of the demo's worker.</summary>
internal static class DemoSettings
{
    public const string Topic = "predictions";

    /// <summary>A model with one output, which is no softmax: only planted batches name it.</summary>
    public const string BinaryModel = "spam-filter";

    public static TopicSettings Topics { get; } = new() { Input = [Topic] };

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
            [DigitBatch.Model] = new() { Classes = DigitBatch.Classes, MaxRows = 50 },
            [BinaryModel] = new(),
        },
        Http = new HttpSettings { Port = port },
    };
}
