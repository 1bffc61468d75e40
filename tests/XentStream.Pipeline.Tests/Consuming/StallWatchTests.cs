using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class StallWatchTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(60);
    private static readonly FetchedPartition Behind = new(new PartitionId("predictions", 0), End: 120, Next: 110, Queued: 0);

    private readonly FakeTimeProvider time = new();
    private readonly StallWatch watch;

    public StallWatchTests() => watch = new StallWatch(After, time);

    [Fact]
    public void Partition_ThatStandsBeforeItsEnd_IsStalledAfterAWhile()
    {
        Assert.Empty(LookAfter(TimeSpan.Zero, Behind));
        Assert.Empty(LookAfter(After - TimeSpan.FromTicks(1), Behind));
        Assert.Equal([Behind], LookAfter(TimeSpan.FromTicks(1), Behind with { End = 120 }));
    }

    [Fact]
    public void Partition_ThatOnlyGrows_IsStalledStill()
    {
        LookAfter(TimeSpan.Zero, Behind);

        Assert.Equal([Behind with { End = 500 }], LookAfter(After, Behind with { End = 500 }));
    }

    [Fact]
    public void Partition_ThatMoves_IsNotStalled()
    {
        LookAfter(TimeSpan.Zero, Behind);

        Assert.Empty(LookAfter(After, Behind with { Next = 111 }));
        Assert.Empty(LookAfter(After, Behind with { Next = 111, Queued = 1 }));
        Assert.Empty(LookAfter(After, Behind with { Next = 120 }));
        Assert.Empty(LookAfter(After, Behind with { Next = 120 }));
    }

    [Fact]
    public void Partition_ThatWasAwayInBetween_BeginsAnew()
    {
        LookAfter(TimeSpan.Zero, Behind);
        watch.Forget([Behind.Id]);

        Assert.Empty(LookAfter(After, Behind));
    }

    private List<FetchedPartition> LookAfter(TimeSpan wait, FetchedPartition partition)
    {
        time.Advance(wait);
        return watch.Look([partition]);
    }
}
