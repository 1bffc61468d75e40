using System.Text.Json.Nodes;
using XentStream.Pipeline.Publishing;

namespace XentStream.Status;

/// <summary>Everything that the status page shows, at one moment.</summary>
public sealed record StatusSnapshot
{
    /// <summary>The version of the program.</summary>
    public required string Program { get; init; }

    /// <summary>The consumer group.</summary>
    public required string Group { get; init; }

    /// <summary>When the worker started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Why the worker is not ready, or null where it is.</summary>
    public required string? NotReady { get; init; }

    /// <summary>Why the worker has to be started anew, or null.</summary>
    public required string? NotLive { get; init; }

    /// <summary>Seconds between the points of the histories.</summary>
    public required double HistorySeconds { get; init; }

    /// <summary>The models.</summary>
    public required IReadOnlyList<ModelStatus> Models { get; init; }

    /// <summary>How much of what was predicted in the last hour is labelled, or null where batches carry their labels.</summary>
    public IReadOnlyList<LabelCoverage>? Labels { get; init; }

    /// <summary>What is wrong at the moment, the latest first.</summary>
    public required IReadOnlyList<OpenIncident> Incidents { get; init; }

    /// <summary>The partitions of this worker.</summary>
    public required IReadOnlyList<AssignedPartition> Partitions { get; init; }

    /// <summary>The configuration in force, without secrets.</summary>
    public required JsonNode Configuration { get; init; }
}
