using System.Collections.Immutable;
using XentStream.Demo;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Workers;

/// <summary>The configuration of the workers of a run.</summary>
internal static class RunSettings
{
    /// <summary>The demo's contracts, on a real broker, with small commits.</summary>
    public static WorkerSettings For(string broker, string input, int recordsPerCommit) => DemoSettings.For(broker, port: 0, recordsPerCommit) with
    {
        Kafka = new KafkaSettings
        {
            BootstrapServers = broker,
            GroupId = $"{input}-group",

            // By default a client waits up to 10 s before it looks again for a broker that was away.
            Properties = ImmutableSortedDictionary<string, string>.Empty.Add("reconnect.backoff.max.ms", "1000"),
        },
        Topics = new TopicSettings { Input = [input], Results = $"{input}.results", Quarantine = $"{input}.quarantine", Incidents = $"{input}.incidents" },
        Delivery = Delivery.ExactlyOnce,
        Commit = new CommitSettings { Records = recordsPerCommit },

        // Incidents are counted from the first fault to the last: none may be resolved in the middle.
        IncidentQuiet = TimeSpan.FromDays(1),
    };

    /// <summary>The same with labels on a topic of their own, late by 23 s at most, of which 20 count.</summary>
    public static WorkerSettings Joined(string broker, string input, FaultRunOptions options)
    {
        var settings = For(broker, input, options.RecordsPerCommit);
        return settings with
        {
            Topics = settings.Topics with { Labels = $"{input}.labels" },
            Join = new JoinSettings { Within = TimeSpan.FromSeconds(20), Ahead = TimeSpan.FromSeconds(1), Disorder = TimeSpan.FromSeconds(5), Corrections = options.Corrections },
        };
    }

    /// <summary>The same with a disk of the worker's own, on which what its joins know is written often.</summary>
    public static WorkerSettings WithDisk(WorkerSettings settings, string folder) =>
        settings with { Join = settings.Join! with { StatePath = folder, StateInterval = TimeSpan.FromMilliseconds(500) } };

    /// <summary>The same for one of several workers, who differ in threads and in whether they have names.</summary>
    public static WorkerSettings ForWorker(WorkerSettings settings, string broker, int worker) => settings with
    {
        Kafka = settings.Kafka with { BootstrapServers = broker, InstanceId = worker % 2 == 0 ? $"worker-{worker}" : null },
        Consumers = worker % 3 == 0 ? 2 : 1,
    };
}
