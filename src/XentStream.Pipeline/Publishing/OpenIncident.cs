namespace XentStream.Pipeline.Publishing;

/// <summary>An incident as a person asks for it: those of one cause, model and version on several partitions are one.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Model">The model's name, empty where it could not be read, or where a partition is what is wrong.</param>
/// <param name="Version">The model's version, likewise.</param>
/// <param name="Severity">What it does to a batch: <c>reject</c> or <c>warn</c>.</param>
public sealed record OpenIncident(string Code, string Model, string Version, string Severity)
{
    /// <summary>What is wrong with the first batch.</summary>
    public required string Wrong { get; init; }

    /// <summary>The likely cause.</summary>
    public required string Cause { get; init; }

    /// <summary>What to do.</summary>
    public required string Fix { get; init; }

    /// <summary>How many faults there are.</summary>
    public required long Count { get; init; }

    /// <summary>The partitions that they come from, as in <c>predictions[3]</c>.</summary>
    public required IReadOnlyList<string> Partitions { get; init; }

    /// <summary>Where the first one is, as in <c>predictions[3] offset 120</c>.</summary>
    public required string First { get; init; }

    /// <summary>When it was opened, by the worker's clock.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>When its last fault was evaluated.</summary>
    public required DateTimeOffset Seen { get; init; }
}
