using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Tensors;

/// <summary>What a tensor is for. <see cref="TensorNames"/> says which name means which role.</summary>
public enum TensorRole
{
    /// <summary>Raw scores. The roles of scores have the values of <see cref="ScoreKind"/>.</summary>
    Logits = ScoreKind.Logits,

    /// <summary>Logarithms of probabilities.</summary>
    LogProbabilities = ScoreKind.LogProbabilities,

    /// <summary>Probabilities.</summary>
    Probabilities = ScoreKind.Probabilities,

    /// <summary>The logarithm of the label's probability alone.</summary>
    LabelLogProbabilities = ScoreKind.LabelLogProbabilities,

    /// <summary>The truths.</summary>
    Labels,

    /// <summary>A factor for each row.</summary>
    Weights,
}
