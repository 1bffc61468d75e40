namespace XentStream.Scoring.Contracts;

/// <summary>What the scores are.</summary>
public enum ScoreKind
{
    /// <summary>Raw scores before softmax or sigmoid, of any range.</summary>
    Logits,

    /// <summary>Natural logarithms of probabilities.</summary>
    LogProbabilities,

    /// <summary>Probabilities.</summary>
    Probabilities,

    /// <summary>The log-probability of the label alone, one number a row, as servers of language models return it.</summary>
    LabelLogProbabilities,
}
