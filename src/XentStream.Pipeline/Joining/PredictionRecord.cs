using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Joining;

/// <summary>A record of the topic of predictions, as the join takes it. Its spans need to be valid only while it is added.</summary>
internal readonly ref struct PredictionRecord
{
    /// <summary>Its offset.</summary>
    public required long Offset { get; init; }

    /// <summary>Its timestamp in milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>The model, empty where it could not be read.</summary>
    public string Model { get; init; }

    /// <summary>The version, likewise.</summary>
    public string Version { get; init; }

    /// <summary>Whether it was rejected by itself; then nothing below the rows counts.</summary>
    public bool IsRejected { get; init; }

    /// <summary>Its rows, as far as they could be counted.</summary>
    public int Rows { get; init; }

    /// <summary>Its id.</summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary>What the scores are.</summary>
    public ScoreKind Kind { get; init; }

    /// <summary>Their type.</summary>
    public ElementType Type { get; init; }

    /// <summary>The scores, row by row: the class axis is the last.</summary>
    public ReadOnlySpan<byte> Scores { get; init; }

    /// <summary>The weights of the rows; empty where all are 1.</summary>
    public ReadOnlySpan<double> Weights { get; init; }
}
