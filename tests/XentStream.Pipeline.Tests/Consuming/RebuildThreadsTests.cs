using XentStream.Pipeline.Consuming;

namespace XentStream.Pipeline.Tests.Consuming;

public sealed class RebuildThreadsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Share_ThatFails_EndsTheOthersAndReachesTheCaller(int failing)
    {
        using var all = new Barrier(3);
        var ended = 0;

        // The others would go on for ever.
        var failure = Assert.Throws<InvalidDataException>(() => RebuildThreads.TryRun(
            Enumerable.Range(0, 3).Select(number => (Action<CancellationToken>)(stop =>
            {
                Assert.True(all.SignalAndWait(Patience, CancellationToken.None));
                if (number == failing)
                {
                    throw new InvalidDataException($"share {number}");
                }

                Assert.True(stop.WaitHandle.WaitOne(Patience));
                Interlocked.Increment(ref ended);
            })),
            () => true));

        Assert.Equal(($"share {failing}", 2), (failure.Message, ended));
    }

    [Fact]
    public void Shares_ThatMayNotGoOn_AreEndedBeforeItReturns()
    {
        using var begun = new ManualResetEventSlim();
        var hasEnded = false;

        var isDone = RebuildThreads.TryRun(
            [
                stop =>
                {
                    begun.Set();
                    hasEnded = stop.WaitHandle.WaitOne(Patience);
                },
            ],
            () => !begun.Wait(Patience));

        Assert.Equal((false, true), (isDone, hasEnded));
    }

    [Fact]
    public void Shares_ThatEndByThemselves_AreAllDoneOnThreadsOfTheirOwn()
    {
        using var both = new Barrier(2);

        Assert.True(RebuildThreads.TryRun(Enumerable.Repeat((Action<CancellationToken>)(_ => Assert.True(both.SignalAndWait(Patience, CancellationToken.None))), 2), () => true));
    }
}
