using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Joining;

/// <summary>The pending deltas of a partition of predictions, by stream and time. A pair asks for several, and nearly always for those that were asked for before.</summary>
internal sealed class JoinedDeltas(PendingJoin pending, PartitionId predictions, TimeSpan window)
{
    private const int Known = 4;

    private readonly (JoinedStream? Stream, long From, PendingDelta Delta)[] known = new (JoinedStream?, long, PendingDelta)[Known];
    private readonly long length = window.Ticks % TimeSpan.TicksPerMillisecond == 0 ? window.Ticks / TimeSpan.TicksPerMillisecond : 0;
    private int round = -1;
    private int next;

    /// <summary>The delta of the window of a time.</summary>
    /// <param name="stream">Model and version.</param>
    /// <param name="time">The time in milliseconds.</param>
    public PendingDelta Of(JoinedStream stream, long time)
    {
        if (round != pending.Round)
        {
            Array.Clear(known);
            round = pending.Round;
        }

        foreach (ref readonly var one in known.AsSpan())
        {
            if (one.Stream == stream && time >= one.From && time < one.From + length)
            {
                return one.Delta;
            }
        }

        return Find(stream, EventTime.Of(time));
    }

    private PendingDelta Find(JoinedStream stream, DateTimeOffset at)
    {
        var delta = pending.DeltaOf(predictions, stream.Model, stream.Version, at);
        known[next++ % Known] = (stream, DeltaKey.WindowOf(at, window).ToUnixTimeMilliseconds(), delta);
        return delta;
    }
}
