using System.Collections.Immutable;
using XentStream.Faults.Planning;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults;

/// <summary>All that a run derives from.</summary>
internal sealed record FaultRunOptions
{
    /// <summary>What the plan and the input are drawn from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many faults are struck.</summary>
    public int Faults { get; init; } = 20;

    /// <summary>Which kinds of faults: all of them, unless said otherwise.</summary>
    public ImmutableArray<FaultKind> Kinds { get; init; } = [.. Enum.GetValues<FaultKind>()];

    /// <summary>How many records are sent.</summary>
    public long Records { get; init; } = 200_000;

    /// <summary>How many nodes the cluster has: one, or three.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>How many workers run at a time, beside the one that joins and leaves.</summary>
    public int Workers { get; init; } = 3;

    /// <summary>How many partitions the input has: as many as there can be threads.</summary>
    public int Partitions { get; init; } = 6;

    /// <summary>Whether labels come on a topic of their own, which the workers join.</summary>
    public bool IsJoined { get; init; }

    /// <summary>Whether workers keep what their joins know on disks, each on its own: partitions come back to old ones by themselves.</summary>
    public bool IsStored { get; init; }

    /// <summary>Which label stands, where they do: by the seed, so that both come.</summary>
    public Corrections Corrections => Seed % 2 == 0 ? Corrections.First : Corrections.Last;

    /// <summary>How many records a worker commits at a time: so few that faults fall among commits and into them.</summary>
    public int RecordsPerCommit => (int)Math.Clamp(Records / 1000, 50, 5000);
}
