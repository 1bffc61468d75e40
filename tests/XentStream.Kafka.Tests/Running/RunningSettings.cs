using XentStream.Demo;
using XentStream.Pipeline.Configuration;

namespace XentStream.Kafka.Tests.Running;

/// <summary>The configuration of a worker under test: the demo's contracts, on a real broker, with topics of its own.</summary>
internal static class RunningSettings
{
    public static WorkerSettings For(string broker, string input) => DemoSettings.For(broker, port: 0, recordsPerCommit: 1000) with
    {
        Kafka = new KafkaSettings { BootstrapServers = broker, GroupId = $"{input}-group" },
        Topics = new TopicSettings { Input = [input], Results = $"{input}.results", Quarantine = $"{input}.quarantine", Incidents = $"{input}.incidents" },
        Delivery = Delivery.ExactlyOnce,
        Commit = new CommitSettings(),
    };
}
