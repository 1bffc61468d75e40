using System.Diagnostics;

namespace XentStream.Operations.Tests.Figures;

public sealed class StartTests
{
    [Fact(Explicit = true)]
    public async Task Worker_AtRest_IsSmall()
    {
        var start = Stopwatch.GetTimestamp();
        await using var worker = WorkerProcess.Start();
        await worker.AwaitAsync("healthz/ready", answer => answer == "ready");
        var ready = Stopwatch.GetElapsedTime(start);
        await worker.AwaitAsync("metrics", metrics => metrics.Contains("xentstream_partition_lag{", StringComparison.Ordinal));

        TestContext.Current.TestOutputHelper!.WriteLine($"Ready after {ready.TotalSeconds:0.00} s with the start of the broker; resident at rest {worker.Resident / 1e6:0} MB.");
        Assert.InRange(worker.Resident, 0, 150_000_000);
    }
}
