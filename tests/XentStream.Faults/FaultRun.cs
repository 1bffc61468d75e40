using XentStream.Faults.Brokers;
using XentStream.Faults.Input;
using XentStream.Faults.Planning;
using XentStream.Faults.Reading;
using XentStream.Faults.Verifying;
using XentStream.Faults.Verifying.Joining;
using XentStream.Faults.Workers;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults;

/// <summary>A run: brokers, input, workers, faults one after the other, and the verdict.</summary>
internal sealed class FaultRun(FaultRunOptions options, RunLog log)
{
    // A session, a transaction and the start of a broker take their time, one after the other; but not all of this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly string folder = Directory.CreateTempSubdirectory("xentstream-faults-").FullName;
    private int hanging;
    private int skipped;

    private string Input => options.IsJoined ? "joined" : "faults";

    /// <summary>Runs.</summary>
    public async Task<FaultRunOutcome> RunAsync(CancellationToken stop)
    {
        log.Write($"seed {options.Seed}: {options.Faults} faults, {options.Records} records, {options.Partitions} partitions, {options.Workers} workers, {options.Nodes} brokers; the workers' logs are in {folder}");
        var plan = FaultPlan.Draw(options);

        // One more link than workers, for the one that joins and leaves.
        await using var cluster = await Cluster.StartAsync(options.Nodes, options.Workers + 1, stop);
        var settings = options.IsJoined ? RunSettings.Joined(cluster.Address, Input, options) : RunSettings.For(cluster.Address, Input, options.RecordsPerCommit);
        await Cluster.CreateTopicsAsync(cluster.Address, settings.Topics, options.Partitions);
        using var follower = new ResultsFollower(cluster.Address, settings.Topics.Results, options.Partitions);
        await using var fleet = new Fleet(settings, cluster, options, folder);
        foreach (var worker in fleet.Workers)
        {
            log.Write($"{worker.Description}");
        }

        var begin = log.Elapsed;
        var stalled = await StrikeAllAsync(plan, cluster, settings.Topics, fleet, follower, stop);
        var duration = log.Elapsed - begin;
        var verdict = await VerifyAsync(cluster, settings, fleet, follower, stop);
        return new FaultRunOutcome(plan, duration, verdict, hanging, skipped, [.. stalled, .. fleet.Complaints, .. verdict.Violations]);
    }

    private async Task<IReadOnlyList<string>> StrikeAllAsync(IReadOnlyList<PlannedFault> plan, Cluster cluster, TopicSettings topics, Fleet fleet, ResultsFollower follower, CancellationToken stop)
    {
        using var feeder = new InputFeeder(cluster.Address, topics, options);
        var striker = new Striker(cluster, fleet);
        var gap = FaultPlan.GapOf(options);
        fleet.Start();
        try
        {
            foreach (var fault in plan)
            {
                // So far ahead that the workers are not done when the fault strikes, and no farther.
                feeder.FeedTo(fault.At + gap, stop);
                await AwaitAsync(follower, fault.At, cluster, stop);
                log.Write($"{follower.Committed,9} committed  fault {fault.Number}: {fault}");
                await striker.StrikeAsync(fault, stop);
                await fleet.LookAfterAsync();
            }

            log.Write($"{follower.Committed,9} committed  all faults are struck");
            feeder.FeedTo(options.Records, stop);
            feeder.Finish(stop);
            await AwaitAsync(follower, options.Records, cluster, stop);
            return [];
        }
        catch (TimeoutException)
        {
            return [FormattableString.Invariant($"stalled: nothing was committed for {Patience.TotalSeconds} s, at {follower.Committed} of {options.Records} records{(feeder.Failure is { } failure ? $"; of the input, some did not arrive: {failure.Reason}" : "")}.")];
        }
    }

    // Who runs a worker would find the same: nothing is committed any more, the runbook says what to look for, and then all goes on.
    private async Task AwaitAsync(ResultsFollower follower, long records, Cluster cluster, CancellationToken stop)
    {
        while (!await follower.TryAwaitAsync(records, Patience, stop))
        {
            await WriteEvidenceAsync(cluster);
            IReadOnlyList<string> aborted = [.. (await Task.WhenAll(cluster.Nodes.Select(node => node.AbortHangingAsync(stop)))).SelectMany(node => node)];
            if (aborted.Count == 0)
            {
                throw new TimeoutException();
            }

            log.Write($"{follower.Committed,9} committed  aborted {aborted.Count} transactions that hung: {string.Join("; ", aborted)}");
            hanging += aborted.Count;
        }
    }

    private async Task<Verdict> VerifyAsync(Cluster cluster, WorkerSettings settings, Fleet fleet, ResultsFollower follower, CancellationToken stop)
    {
        log.Write($"{follower.Committed,9} committed  stopping the workers");
        await fleet.StopAsync(stop);
        if (options.IsStored)
        {
            log.Write($"of what joins knew, {fleet.States.Read} times it was read from a disk, and {fleet.States.Unused} times the disk was of no use");
        }

        log.Write($"verifying");
        var verdict = await (options.IsJoined ? JoinedVerifier.VerifyAsync(cluster.Address, settings, follower.Shown, stop) : Verifier.VerifyAsync(cluster.Address, settings, follower.Shown, stop));
        log.Write($"{verdict}");
        foreach (var sentence in (await Task.WhenAll(cluster.Nodes.Select(node => node.FindSkippedMarkersAsync(stop)))).SelectMany(node => node))
        {
            log.Write($"{sentence}");
            skipped++;
        }

        if (verdict.Violations.Count > 0)
        {
            await WriteEvidenceAsync(cluster);
        }

        return verdict;
    }

    private Task WriteEvidenceAsync(Cluster cluster) => Task.WhenAll(cluster.Nodes.Select(node => node.WriteEvidenceAsync(folder)));
}
