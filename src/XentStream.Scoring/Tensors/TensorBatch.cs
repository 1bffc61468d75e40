namespace XentStream.Scoring.Tensors;

/// <summary>The tensors of one record, as decoded and before they are checked against a contract.</summary>
public readonly ref struct TensorBatch
{
    /// <summary>The predictions: logits.</summary>
    public TensorView Scores { get; init; }

    /// <summary>The truths: class indices.</summary>
    public TensorView Labels { get; init; }

    /// <summary>Optional: a factor ≥ 0 for each row, which then counts with loss v·L and weight v.</summary>
    public TensorView Weights { get; init; }
}
