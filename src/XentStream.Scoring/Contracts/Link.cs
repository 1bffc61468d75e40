namespace XentStream.Scoring.Contracts;

/// <summary>What turns logits into probabilities.</summary>
public enum Link
{
    /// <summary>One of C classes: the probabilities of a row sum to 1.</summary>
    Softmax,

    /// <summary>Each score by itself: binary and multi-label.</summary>
    Sigmoid,
}
