using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Tensors;

/// <summary>The tensors of one record, as decoded and before they are checked against a contract.</summary>
public readonly ref struct TensorBatch
{
    /// <summary>The predictions.</summary>
    public TensorView Scores { get; init; }

    /// <summary>What the predictions are by the name of their tensor.</summary>
    public ScoreKind ScoreKind { get; init; }

    /// <summary>The truths.</summary>
    public TensorView Labels { get; init; }

    /// <summary>Optional: a factor ≥ 0 for each row, which then counts with loss v·L and weight v.</summary>
    public TensorView Weights { get; init; }

    /// <summary>Optional: how many labels the sender says are scored, in the digits that it sent.</summary>
    public ReadOnlySpan<byte> ScoredCount { get; init; }
}
