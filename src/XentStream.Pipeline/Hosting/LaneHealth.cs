namespace XentStream.Pipeline.Hosting;

/// <summary>How one thread of the worker is.</summary>
public sealed class LaneHealth(TimeProvider time)
{
    private readonly Lock gate = new();
    private long beatAt = time.GetTimestamp();
    private string? trouble = "starting";

    /// <summary>When the thread's loop last came round, by the clock's own count.</summary>
    public long BeatAt => Volatile.Read(ref beatAt);

    /// <summary>The time since then.</summary>
    public TimeSpan SinceHeartbeat => time.GetElapsedTime(BeatAt);

    /// <summary>Whether the thread was ever a member of its group.</summary>
    public bool HasJoined { get; private set; }

    /// <summary>Why the thread is not ready, or null where it is.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate)
            {
                return trouble ?? (HasJoined ? null : "not yet a member of the consumer group");
            }
        }
    }

    /// <summary>The loop came round.</summary>
    internal void Beat() => Volatile.Write(ref beatAt, time.GetTimestamp());

    internal void Joined()
    {
        lock (gate)
        {
            (HasJoined, trouble) = (true, null);
        }
    }

    internal void Fail(string sentence)
    {
        lock (gate)
        {
            trouble = sentence;
        }
    }

    /// <summary>Whatever was in the way is gone; says whether anything was.</summary>
    internal bool Recover()
    {
        lock (gate)
        {
            var wasInTrouble = trouble is not null && HasJoined;
            trouble = HasJoined ? null : trouble;
            return wasInTrouble;
        }
    }
}
