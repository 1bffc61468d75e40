using XentStream.Configuration;
using XentStream.Faults.Brokers;
using XentStream.Faults.Input;
using XentStream.Faults.Reading;
using XentStream.Faults.Verifying;
using XentStream.Faults.Workers;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Planted;

/// <summary>A run with one fault: a worker with a planted bug dies at the point where that does harm, and a sound one ends its work.</summary>
internal static class PlantedBugRun
{
    private const int DiesAt = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // One partition, and commits by the count of records alone: so the seed tells which records are in the commit that dies.
    private static readonly FaultRunOptions Options = new() { Records = 2000, Partitions = 1 };
    private static readonly CommitSettings ByCount = new() { Records = Options.RecordsPerCommit, Interval = TimeSpan.FromMinutes(1) };

    /// <summary>Runs.</summary>
    public static async Task<Verdict> RunAsync(string broker, PlantedBug bug, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("xentstream-planted-").FullName;
        var settings = RunSettings.For(broker, $"planted-{bug}", Options.RecordsPerCommit) with { Commit = ByCount };
        var (configuration, log) = (Path.Combine(folder, "worker.json"), Path.Combine(folder, "worker.log"));
        await File.WriteAllTextAsync(configuration, SettingsJson.Write(settings), stop);
        await Cluster.CreateTopicsAsync(broker, settings.Topics, Options.Partitions);
        using (var feeder = new InputFeeder(broker, settings.Topics.Input[0], Options))
        {
            feeder.FeedTo(Options.Records, stop);
            feeder.Finish(stop);
        }

        await using (var planted = WorkerProcess.StartPlanted(bug.ToString(), DiesAt, configuration, log))
        {
            await planted.AwaitEndAsync(stop).WaitAsync(Patience, stop);
        }

        using var follower = new ResultsFollower(broker, settings.Topics.Results, Options.Partitions);
        await using var sound = WorkerProcess.Start(configuration, log);
        await follower.AwaitAsync(Options.Records, Patience, stop);
        await sound.SignalAsync("TERM", stop);
        await sound.AwaitEndAsync(stop).WaitAsync(Patience, stop);
        return await Verifier.VerifyAsync(broker, settings, follower.Shown, stop);
    }
}
