using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Tests.Joining;
using XentStream.Scoring.Contracts;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>The configuration of a worker under test whose labels come by themselves, late by 22 s at most.</summary>
internal static class JoinedSettings
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Many small commits, so that the kills fall among them.
    public static WorkerSettings For(string address, string name, Corrections corrections)
    {
        var settings = RunningSettings.For(address, name);
        return settings with
        {
            Topics = settings.Topics with { Labels = $"{name}.labels" },
            Join = new JoinSettings { Within = TimeSpan.FromSeconds(20), Ahead = TimeSpan.FromSeconds(1), Disorder = TimeSpan.FromSeconds(5), Corrections = corrections },
            Window = Window,
            Commit = new CommitSettings { Records = 150 },
            Contracts = new Dictionary<string, Contract> { [WorkerSettings.AnyModel] = PlainPrediction.Contract },
        };
    }
}
