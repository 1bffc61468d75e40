namespace XentStream.Scoring.Contracts;

/// <summary>What the labels are.</summary>
public enum LabelKind
{
    /// <summary>One class index a row.</summary>
    Index,

    /// <summary>A row of zeros with a single one.</summary>
    OneHot,

    /// <summary>A row of probabilities that sum to 1.</summary>
    Distribution,

    /// <summary>0 or 1 for each score, for the sigmoid link.</summary>
    Binary,

    /// <summary>A number in [0, 1] for each score, for the sigmoid link.</summary>
    Probability,
}
