using XentStream.Configuration;
using XentStream.Faults.Brokers;
using XentStream.Faults.Input;
using XentStream.Faults.Reading;
using XentStream.Faults.Verifying;
using XentStream.Faults.Verifying.Joining;
using XentStream.Faults.Workers;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Planted;

/// <summary>A run with one fault: a worker with a planted bug dies at the point where that does harm, and another ends its work.</summary>
internal static class PlantedBugRun
{
    private const int DiesAt = 3;
    private const int Never = 0;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // One partition, and commits by the count of records alone: so the seed tells which records are in the commit that dies.
    private static readonly FaultRunOptions Options = new() { Records = 2000, Partitions = 1 };

    /// <summary>Runs; a sound worker ends the work.</summary>
    public static async Task<Verdict> RunAsync(string broker, PlantedBug bug, CancellationToken stop)
    {
        var settings = RunSettings.For(broker, $"planted-{bug}", Options.RecordsPerCommit);
        var shown = await RunAsync(broker, settings, Options, bug, endsSound: true, stop);
        return await Verifier.VerifyAsync(broker, settings, shown, stop);
    }

    /// <summary>The same with labels on a topic of their own; whoever ends the work has the bug too, since it takes the partition over.</summary>
    public static async Task<Verdict> RunJoinedAsync(string broker, PlantedBug bug, CancellationToken stop)
    {
        var options = Options with { IsJoined = true };
        var settings = RunSettings.Joined(broker, $"planted-joined-{bug}", options);
        var shown = await RunAsync(broker, settings, options, bug, endsSound: false, stop);
        return await JoinedVerifier.VerifyAsync(broker, settings, shown, stop);
    }

    private static async Task<IReadOnlyDictionary<(int Partition, long Offset), ulong>> RunAsync(
        string broker, WorkerSettings settings, FaultRunOptions options, PlantedBug bug, bool endsSound, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("xentstream-planted-").FullName;
        var (configuration, log) = (Path.Combine(folder, "worker.json"), Path.Combine(folder, "worker.log"));
        var byCount = settings with { Commit = new CommitSettings { Records = options.RecordsPerCommit, Interval = TimeSpan.FromMinutes(1) } };
        await File.WriteAllTextAsync(configuration, SettingsJson.Write(byCount), stop);
        await Cluster.CreateTopicsAsync(broker, settings.Topics, options.Partitions);
        using (var feeder = new InputFeeder(broker, settings.Topics, options))
        {
            feeder.FeedTo(options.Records, stop);
            feeder.Finish(stop);
        }

        await using (var planted = WorkerProcess.StartPlanted(bug.ToString(), DiesAt, configuration, log))
        {
            await planted.AwaitEndAsync(stop).WaitAsync(Patience, stop);
        }

        using var follower = new ResultsFollower(broker, settings.Topics.Results, options.Partitions);
        await using var last = endsSound ? WorkerProcess.Start(configuration, log) : WorkerProcess.StartPlanted(bug.ToString(), Never, configuration, log);
        if (!await follower.TryAwaitAsync(options.Records, Patience, stop))
        {
            throw new TimeoutException($"Nothing was committed for {Patience.TotalSeconds} s, at {follower.Committed} of {options.Records} records.");
        }

        await last.SignalAsync("TERM", stop);
        await last.AwaitEndAsync(stop).WaitAsync(Patience, stop);
        return follower.Shown;
    }
}
