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
}
