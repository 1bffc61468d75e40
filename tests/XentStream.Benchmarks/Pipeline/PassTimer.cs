using System.Diagnostics;

namespace XentStream.Benchmarks.Pipeline;

/// <summary>Measures a pass. Joining a group and connecting are no part of it: it begins with the first record.</summary>
internal sealed class PassTimer
{
    private readonly TaskCompletionSource<Pass> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long begin;
    private long allocatedBefore;
    private Pass reached;

    /// <summary>The pass, when it has ended.</summary>
    public Task<Pass> Ended => ended.Task;

    /// <summary>A record has come. Only the first counts.</summary>
    public void Begin()
    {
        if (begin == 0)
        {
            (begin, allocatedBefore) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        }
    }

    /// <summary>So many records are committed. The last commit waits for records that do not come, until its interval is over: where there were others, the pass ends with the one before.</summary>
    public void Reach(long records, long all)
    {
        var pass = Measure(records);
        reached = records < all || reached.Records == 0 ? pass : reached;
        if (records == all)
        {
            ended.TrySetResult(reached);
        }
    }

    /// <summary>What there was up to now.</summary>
    public Pass Measure(long records) => new(records, Stopwatch.GetElapsedTime(begin), GC.GetTotalAllocatedBytes() - allocatedBefore);
}
