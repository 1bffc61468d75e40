using CsCheck;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Tests.Joining.Storing;

public sealed class StoredJoinTests
{
    private const int Iterations = 600;
    private static readonly DiskFault[] Faults = Enum.GetValues<DiskFault>();
    private int read;
    private int unused;

    [Fact]
    public void Join_KilledAtAnyPointAndStartedOnAnyDisk_IsTheDefinition()
    {
        Gen.Select(PlainTopics.Any, Gen.Int).Sample((topics, seed) => Run(topics, new Random(seed), perCommit: 4), iter: Iterations);

        // Disks that are never read, or always, would show nothing.
        Assert.True(read > Iterations / 4 && unused > Iterations / 4, $"{read} states were read, and {unused} were of no use.");
    }

    [Theory]
    [InlineData(Corrections.First)]
    [InlineData(Corrections.Last)]
    public void Join_OfManyRecordsOnAnyDisk_IsTheDefinition(Corrections corrections)
    {
        var random = new Random(13);
        Run(PlainTopics.OfMany(1200, corrections, random), random, perCommit: 20);
        Assert.True(read > 10 && unused > 10, $"{read} states were read, and {unused} were of no use.");
    }

    /// <summary>The tests above would find it out: a state that is not that of these records.</summary>
    [Fact]
    public void Join_OnADiskOfOtherRecords_IsFoundOut()
    {
        var random = new Random(17);
        var topics = PlainTopics.OfMany(400, Corrections.Last, random);
        using var disk = new StoredRun(topics.Settings);
        var other = PlainTopics.OfMany(400, Corrections.Last, new Random(18));
        var stranger = new JoinRun(other.Predictions, other.Labels, topics.Settings);
        ReadTo(stranger, (200, 200), random);
        stranger.Store(disk.Store, disk.Identity);

        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        ReadTo(run, (200, 200), random);
        Assert.Null(run.Restart(200, 200, random, disk.AsFound));
        ReadTo(run, (topics.Predictions.Length, topics.Labels.Length), random);

        Assert.NotEqual(new JoinDefinition(topics.Predictions, topics.Labels, topics.Settings).Ledger.ToString(), run.Committed.ToString());
    }

    private void Run(PlainTopics topics, Random random, int perCommit)
    {
        using var disk = new StoredRun(topics.Settings);
        var ahead = AtTheEnd(topics, random);
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        var isDone = false;
        while (!isDone)
        {
            ReadNext(run, topics, random);
            isDone = run.At == (topics.Predictions.Length, topics.Labels.Length);
            if (isDone || random.Next(perCommit) == 0)
            {
                run.Commit();
                AssertSame(run, topics, random.Next(perCommit / 4) == 0);
                KeepAndKill(run, disk, ahead, random);
            }
        }

        run.Commit();
        AssertSame(run, topics, looks: true);
    }

    private void KeepAndKill(JoinRun run, StoredRun disk, byte[] ahead, Random random)
    {
        if (random.Next(2) == 0)
        {
            run.Store(disk.Store, disk.Identity);
        }

        if (random.Next(3) == 0)
        {
            disk.Remember();
        }

        if (random.Next(2) == 0)
        {
            var mayNotBeUsed = disk.Strike(Faults[random.Next(Faults.Length)], random, ahead);
            var unfit = run.Restart(run.At.Predictions, run.At.Labels, random, disk.AsFound);
            Assert.False(mayNotBeUsed && unfit is null);
            Interlocked.Add(ref read, unfit is null ? 1 : 0);
            Interlocked.Add(ref unused, unfit is null ? 0 : 1);
        }
    }

    // What a worker leaves on a disk that has read all there is.
    private static byte[] AtTheEnd(PlainTopics topics, Random random)
    {
        using var disk = new StoredRun(topics.Settings);
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        while (run.At != (topics.Predictions.Length, topics.Labels.Length))
        {
            ReadNext(run, topics, random);
        }

        run.Commit();
        run.Store(disk.Store, disk.Identity);
        return File.ReadAllBytes(disk.Path);
    }

    private static void ReadTo(JoinRun run, (int Predictions, int Labels) end, Random random)
    {
        while (run.At != end)
        {
            if (run.At.Labels == end.Labels || (run.At.Predictions < end.Predictions && random.Next(2) == 0))
            {
                run.ReadPrediction();
            }
            else
            {
                run.ReadLabel();
            }
        }

        run.Commit();
    }

    private static void ReadNext(JoinRun run, PlainTopics topics, Random random)
    {
        if (run.At.Predictions < topics.Predictions.Length && (run.At.Labels == topics.Labels.Length || random.Next(2) == 0))
        {
            run.ReadPrediction();
        }
        else if (run.At.Labels < topics.Labels.Length)
        {
            run.ReadLabel();
        }
    }

    // The definition is quadratic: of many records it is not asked at each commit.
    private static void AssertSame(JoinRun run, PlainTopics topics, bool looks)
    {
        if (!looks)
        {
            return;
        }

        var definition = new JoinDefinition(topics.Predictions.AsSpan(0, run.At.Predictions), topics.Labels.AsSpan(0, run.At.Labels), topics.Settings);
        Assert.True(definition.Ledger.ToString() == run.Committed.ToString(), $"at {run.At}:\n{definition.Ledger}\nis\n{run.Committed}");
    }
}
