using Microsoft.Extensions.Time.Testing;
using XentStream.Pipeline.Consuming;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class StallWatchTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(60);
    private static readonly FetchedPartition At110 = new(new PartitionId("predictions", 0), End: 110, Next: 110, Queued: 0);

    private readonly FakeTimeProvider time = new();
    private readonly StallWatch watch;
    private long? end = 120;
    private int asked;

    public StallWatchTests() => watch = new StallWatch(After, time);

    [Fact]
    public void Partition_ThatStandsBeforeItsEnd_IsStalledAfterAWhile()
    {
        Assert.Empty(LookAfter(TimeSpan.Zero, At110));
        Assert.Empty(LookAfter(After - TimeSpan.FromTicks(1), At110));
        Assert.Empty(LookAfter(TimeSpan.FromTicks(1), At110));
        Assert.Equal(1, asked);
        Assert.Empty(LookAfter((After / 4) - TimeSpan.FromTicks(1), At110));
        Assert.Equal([At110 with { End = 120 }], LookAfter(TimeSpan.FromTicks(1), At110));
        Assert.Equal([At110 with { End = 120 }], LookAfter(TimeSpan.FromTicks(1), At110));
        Assert.Equal(2, asked);
    }

    [Fact]
    public void Partition_ThatStandsAtItsEnd_IsAskedForOnceInAWhile()
    {
        end = 110;
        LookAfter(TimeSpan.Zero, At110);

        Assert.Empty(LookAfter(After, At110));
        Assert.Empty(LookAfter(After, At110));
        Assert.Equal(2, asked);
    }

    [Fact]
    public void Partition_ThatStandsBehindItsEnd_IsStalledAsWell()
    {
        var astray = At110 with { Next = long.MaxValue };
        LookAfter(TimeSpan.Zero, astray);

        Assert.Empty(LookAfter(After, astray));
        Assert.Equal([astray with { End = 120 }], LookAfter(After / 4, astray));
    }

    [Fact]
    public void Partition_OfWhoseEndNobodyTells_IsNotStalled()
    {
        end = null;
        LookAfter(TimeSpan.Zero, At110);

        Assert.Empty(LookAfter(After, At110));
        Assert.Empty(LookAfter(After, At110));
    }

    [Fact]
    public void Partition_ThatMoves_IsNotStalled()
    {
        LookAfter(TimeSpan.Zero, At110);

        Assert.Empty(LookAfter(After, At110 with { Next = 111 }));
        Assert.Empty(LookAfter(After, At110 with { Next = 111, Queued = 1 }));
        Assert.Equal(0, asked);
    }

    [Fact]
    public void Partition_ThatGoesOnOnceItsBrokerAnswers_IsNotStalled()
    {
        LookAfter(TimeSpan.Zero, At110);
        LookAfter(After, At110);

        Assert.Empty(LookAfter(After / 4, At110 with { Next = 111 }));
    }

    [Fact]
    public void Partition_ThatGoesOn_IsNoLongerStalled()
    {
        LookAfter(TimeSpan.Zero, At110);
        LookAfter(After, At110);
        Assert.NotEmpty(LookAfter(After / 4, At110));

        Assert.Empty(LookAfter(TimeSpan.FromTicks(1), At110 with { Next = 111 }));
    }

    [Fact]
    public void Partition_ThatWasAwayInBetween_BeginsAnew()
    {
        LookAfter(TimeSpan.Zero, At110);
        watch.Forget([At110.Id]);

        Assert.Empty(LookAfter(After, At110));
    }

    [Fact]
    public void NewClients_AreTriedOnceForAnOffset_AlsoWhenThePartitionCameBack()
    {
        Assert.True(watch.TryNewClients(At110));
        watch.Forget([At110.Id]);

        Assert.False(watch.TryNewClients(At110));
        Assert.True(watch.TryNewClients(At110 with { Next = 111 }));
        Assert.True(watch.TryNewClients(At110 with { Id = new PartitionId("predictions", 1) }));
    }

    private List<FetchedPartition> LookAfter(TimeSpan wait, FetchedPartition partition)
    {
        time.Advance(wait);
        return watch.Look([partition], _ =>
        {
            asked++;
            return end;
        });
    }
}
