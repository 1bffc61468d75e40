namespace XentStream.Status;

/// <summary>What was committed for one model version since the worker started.</summary>
/// <param name="Model">The model's name, empty where it could not be read.</param>
/// <param name="Version">The model's version, likewise.</param>
public sealed record ModelStatus(string Model, string Version)
{
    /// <summary>Rows in the mean.</summary>
    public required long RowsScored { get; init; }

    /// <summary>Rows with the ignore value.</summary>
    public required long RowsIgnored { get; init; }

    /// <summary>Rows whose loss is infinite.</summary>
    public required long RowsInfinite { get; init; }

    /// <summary>The mean loss in nats, or null where nothing was scored.</summary>
    public required double? Loss { get; init; }

    /// <summary>The share of scored rows whose label has the highest score, or null.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>The mean Brier score, or null.</summary>
    public required double? Brier { get; init; }

    /// <summary>Batches that were scored.</summary>
    public required long BatchesEvaluated { get; init; }

    /// <summary>Batches that were scored with a warning, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Warned { get; init; }

    /// <summary>Batches that were not scored, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    /// <summary>The time of the latest record, by its producer.</summary>
    public required DateTimeOffset LastEvent { get; init; }

    /// <summary>The mean loss of what came in each of the latest intervals; null where nothing did.</summary>
    public required IReadOnlyList<double?> History { get; init; }
}
