using System.Diagnostics;
using XentStream.Pipeline.Replay;

namespace XentStream.Pipeline.Tests.Replay;

public sealed class PaceTests
{
    private const int Records = 60;
    private const double RecordsPerSecond = 600;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Await_OfThreadsTogether_IsNeverFasterThanTheRate(int threads)
    {
        var start = Stopwatch.GetTimestamp();
        var pace = new Pace(RecordsPerSecond, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(
            () =>
            {
                for (var record = 0; record < Records / threads; record++)
                {
                    pace.Await(TestContext.Current.CancellationToken);
                }
            },
            TestContext.Current.CancellationToken)));

        // The first is due at once; less than a millisecond is not waited for, by any of the threads.
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds((Records - 1) / RecordsPerSecond) - TimeSpan.FromMilliseconds(threads));
    }

    [Fact]
    public void Await_ThatIsStopped_ComesBackAtOnce()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var pace = new Pace(1.0 / 3600, TimeProvider.System);
        pace.Await(stop.Token);
        var start = Stopwatch.GetTimestamp();

        pace.Await(stop.Token);

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(30));
    }
}
