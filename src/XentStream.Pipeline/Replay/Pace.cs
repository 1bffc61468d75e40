namespace XentStream.Pipeline.Replay;

/// <summary>Holds all threads of a replay together to so many records a second.</summary>
internal sealed class Pace(double recordsPerSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly TimeSpan interval = TimeSpan.FromSeconds(1 / recordsPerSecond);
    private readonly long start = time.GetTimestamp();
    private TimeSpan due;

    /// <summary>Waits until the next record is due, or until it is stopped.</summary>
    public void Await(CancellationToken stop)
    {
        TimeSpan delay;
        lock (gate)
        {
            var now = time.GetElapsedTime(start);

            // What was not used while a fetch took its time is not made up for.
            due = due < now ? now : due;
            delay = due - now;
            due += interval;
        }

        if (delay > TimeSpan.FromMilliseconds(1))
        {
            stop.WaitHandle.WaitOne(delay);
        }
    }
}
