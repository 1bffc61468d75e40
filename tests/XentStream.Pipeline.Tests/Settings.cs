using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Tests;

/// <summary>The configuration of a worker under test.</summary>
internal static class Settings
{
    public static WorkerSettings For(string broker = "localhost:1") => new()
    {
        Kafka = new KafkaSettings { BootstrapServers = broker },
        Topics = new TopicSettings { Input = ["predictions"] },
        Delivery = Delivery.AtLeastOnce,
        Contracts = new Dictionary<string, Contract> { ["digits"] = new() },
    };

    /// <summary>Labels come on a topic of their own.</summary>
    public static WorkerSettings Joined { get; } = For() with
    {
        Topics = new TopicSettings { Input = ["predictions"], Labels = "labels" },
        Join = new JoinSettings { Within = TimeSpan.FromMinutes(1), Corrections = Corrections.Last },
        Contracts = new Dictionary<string, Contract> { [WorkerSettings.AnyModel] = new() },
    };
}
