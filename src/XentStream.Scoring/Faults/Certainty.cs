namespace XentStream.Scoring.Faults;

/// <summary>How sure a fault is of its cause.</summary>
public enum Certainty
{
    /// <summary>The rule cannot fire on a correct batch.</summary>
    Certain,

    /// <summary>The rule fires on a correct batch only by coincidence.</summary>
    Likely,

    /// <summary>At least one other cause gives the same data.</summary>
    Ambiguous,
}
