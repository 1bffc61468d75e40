using XentStream.Pipeline.Replay.Pairing;

namespace XentStream.Pipeline.Replay;

/// <summary>How a replay is carried out; none of it changes a number.</summary>
public sealed record ReplayOptions
{
    /// <summary>How long the broker may be silent.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most records a second, or null for as many as can be.</summary>
    public double? RecordsPerSecond { get; init; }

    /// <summary>Where it is written down how far the replay is, or null for nowhere.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether to go on from there.</summary>
    public bool Resumes { get; init; }

    /// <summary>Two versions that are compared row by row beside all else, or null for none; not together with a checkpoint.</summary>
    public VersionPair? Pair { get; init; }

    /// <summary>How many threads read at most.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
