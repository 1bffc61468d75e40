namespace XentStream.Scoring.CrossEntropy;

/// <summary>What one row yields.</summary>
internal struct RowResult
{
    /// <summary>What became of the row. The other members have a meaning only for <see cref="RowOutcome.Scored"/>.</summary>
    public RowOutcome Outcome;

    /// <summary>Whether the row needs no other path: the vectors have finished it.</summary>
    public bool IsDone;

    /// <summary>Whether the figures below the weight exist; label log-probabilities have a loss alone.</summary>
    public bool HasFigures;

    /// <summary>The cross-entropy in nats, class weight included.</summary>
    public double Loss;

    /// <summary>The weight of the label's class for index labels, 1 for all others.</summary>
    public double Weight;

    /// <summary>How many classes stand before the label: higher scores, and equal ones of a lower index. 0 is a hit.</summary>
    public int Rank;

    /// <summary>The Brier score: Σ (p − q)² over the classes, in [0, 2].</summary>
    public double Brier;

    /// <summary>The entropy of the prediction in nats, in [0, ln C].</summary>
    public double Entropy;

    /// <summary>The largest probability, in [1/C, 1].</summary>
    public double Confidence;
}
