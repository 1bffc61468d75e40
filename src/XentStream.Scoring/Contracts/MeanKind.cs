namespace XentStream.Scoring.Contracts;

/// <summary>Two means of a loss are in use. Totals carry the parts of both; every printed mean says which it is.</summary>
public enum MeanKind
{
    /// <summary>Σ L / Σ w over the scored rows: PyTorch's mean for index labels.</summary>
    Weighted,

    /// <summary>Σ L / number of scored rows.</summary>
    Row,
}
