namespace XentStream.Pipeline.Configuration;

/// <summary>A commit is due as soon as one of these is reached.</summary>
public sealed record CommitSettings
{
    /// <summary>The time since the first record that is not committed.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Records since the last commit.</summary>
    public int Records { get; init; } = 100_000;

    /// <summary>Bytes of values since the last commit.</summary>
    public long Bytes { get; init; } = 256 * 1024 * 1024;
}
