using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Tests.Joining.Storing;

public sealed class StateStoreTests : IDisposable
{
    private readonly PlainTopics topics = PlainTopics.OfMany(60, Corrections.Last, new Random(3));
    private readonly StoredRun disk;

    public StateStoreTests()
    {
        disk = new StoredRun(topics.Settings);
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        for (var i = 0; i < 40; i++)
        {
            run.ReadPrediction();
            run.ReadLabel();
        }

        run.Commit();
        run.Store(disk.Store, disk.Identity);
    }

    [Fact]
    public void State_OfTheSame_IsThere()
    {
        using var state = disk.Store.Open(disk.Identity);

        Assert.Null(state.Unfit);
        Assert.Equal(new JoinOffsets(40, 40), state.At);
    }

    [Fact]
    public void State_CutOffAtAnyByteOrWithOneMore_IsDamaged()
    {
        var bytes = File.ReadAllBytes(disk.Path);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(disk.Path, bytes[..length]);
            Assert.NotNull(UnfitOf(disk.Store, disk.Identity));
        }

        File.WriteAllBytes(disk.Path, [.. bytes, 0]);
        Assert.Equal("it is damaged", UnfitOf(disk.Store, disk.Identity));
        File.WriteAllBytes(disk.Path, bytes);
        Assert.Null(UnfitOf(disk.Store, disk.Identity));
    }

    [Fact]
    public void State_OfSomethingElse_IsNotUsedAndSaysWhy()
    {
        AssertUnfit("predictions was deleted and made anew since", disk.Identity with { PredictionsId = "p2" });
        AssertUnfit("labels was deleted and made anew since", disk.Identity with { LabelsId = "l2" });
        AssertUnfit("labels were joined by other settings", disk.Identity with { Settings = (topics.Settings with { Within = TimeSpan.FromMilliseconds(41) }).Digest });
        AssertUnfit("it is of the kernel ", disk.Identity with { Kernel = "vector-0" });
        AssertUnfit("it is of predictions[0] and labels", disk.Identity with { Labels = "truths" });
        AssertUnfit("there is none", disk.Identity with { Predictions = new PartitionId("predictions", 1) });
    }

    [Fact]
    public void State_OfAnotherContract_IsNotUsedAndSaysWhy()
    {
        var changed = new StateStore(disk.Store.Folder, _ => new Contract { LabelSmoothing = 0.25 });

        Assert.Equal("the contract of `model` has changed", UnfitOf(changed, disk.Identity));
    }

    [Fact]
    public void State_ThatCannotBeWritten_LeavesTheOneBefore()
    {
        // A folder stands where the next file is to be.
        Directory.CreateDirectory($"{disk.Path}.new");
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        run.Restart(10, 10, new Random(1));

        Assert.NotNull(run.TryStore(disk.Store, disk.Identity));
        using var state = disk.Store.Open(disk.Identity);
        Assert.Equal(new JoinOffsets(40, 40), state.At);
    }

    [Fact]
    public void LastHour_ThatWasStored_IsStillKnown()
    {
        var run = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        var again = new JoinRun(topics.Predictions, topics.Labels, topics.Settings);
        for (var i = 0; i < 40; i++)
        {
            run.ReadPrediction();
            run.ReadLabel();
        }

        run.Commit();
        Assert.Null(again.Restart(40, 40, new Random(1), disk.AsFound));

        var now = DateTimeOffset.FromUnixTimeMilliseconds(200);
        Assert.Equal(run.Recent.ReadHourBefore(now).Select(stream => stream.Rows), again.Recent.ReadHourBefore(now).Select(stream => stream.Rows));
        Assert.InRange(run.Recent.ReadHourBefore(now).Sum(stream => stream.Rows.Rows), 30, 40);
    }

    public void Dispose() => disk.Dispose();

    private void AssertUnfit(string why, StateIdentity identity) => Assert.StartsWith(why, UnfitOf(disk.Store, identity), StringComparison.Ordinal);

    private static string? UnfitOf(StateStore store, StateIdentity identity)
    {
        using var state = store.Open(identity);
        return state.Unfit;
    }
}
