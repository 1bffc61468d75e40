using System.Collections.Immutable;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Hosting;

/// <summary>How the worker is: what the health endpoints answer from.</summary>
public sealed class WorkerHealth(WorkerSettings settings, TimeProvider time)
{
    // A commit may wait for a broker for a while; a loop that does not come round for longer than any wait of the client is stuck.
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(2);

    /// <summary>Each thread of the worker.</summary>
    public ImmutableArray<LaneHealth> Lanes { get; } = [.. Enumerable.Range(0, settings.Consumers).Select(_ => new LaneHealth(time))];

    /// <summary>Why the worker has to be started anew, or null where it lives. The broker plays no part in it.</summary>
    public string? WhyNotLive =>
        Lanes.FirstOrDefault(lane => lane.SinceHeartbeat > LongestRound) is { } stuck ? $"a thread's loop has stood still for {stuck.SinceHeartbeat:c}" : null;

    /// <summary>Why the worker is not ready, or null where it is.</summary>
    public string? WhyNotReady => Lanes.Select(lane => lane.Trouble).FirstOrDefault(trouble => trouble is not null);

    /// <summary>Why the worker has not started yet, or null where it has: its configuration is valid, and it has met the broker.</summary>
    public string? WhyNotStarted => Lanes.Any(lane => lane.HasJoined) ? null : WhyNotReady;
}
