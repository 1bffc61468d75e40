namespace XentStream.Scoring.CrossEntropy;

/// <summary>The prediction of one row, whatever its scores are: plugged into the sums over the classes as a type, so that no call is virtual.</summary>
internal interface IPredictedRow
{
    int Classes { get; }

    /// <summary>The largest probability.</summary>
    double Confidence { get; }

    /// <summary>−Σ p·ln p.</summary>
    double Entropy { get; }

    /// <summary>How many classes stand before a class: higher scores, and equal ones of a lower index.</summary>
    int RankOf(int label);

    /// <summary>−ln p of a class: ≥ 0, +∞ for probability 0.</summary>
    double SurprisalOf(int c);

    /// <summary>Whether a class has probability 0 by its score, and not only by the range of a double.</summary>
    bool IsImpossible(int c);

    /// <summary>p of a class.</summary>
    double ProbabilityOf(int c);

    /// <summary>1 − p of a class, with all digits of a small difference where the scores have them.</summary>
    double MissOf(int c);
}
