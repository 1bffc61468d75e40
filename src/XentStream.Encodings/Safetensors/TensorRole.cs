using XentStream.Scoring.Contracts;

namespace XentStream.Encodings.Safetensors;

/// <summary>What a tensor is for, by its name.</summary>
internal enum TensorRole : byte
{
    /// <summary>The tensor <c>logits</c>. The roles of scores have the values of <see cref="ScoreKind"/>.</summary>
    Logits = ScoreKind.Logits,

    /// <summary>The tensor <c>log_probabilities</c>.</summary>
    LogProbabilities = ScoreKind.LogProbabilities,

    /// <summary>The tensor <c>probabilities</c>.</summary>
    Probabilities = ScoreKind.Probabilities,

    /// <summary>The tensor <c>label_log_probabilities</c>.</summary>
    LabelLogProbabilities = ScoreKind.LabelLogProbabilities,

    /// <summary>The tensor <c>labels</c>.</summary>
    Labels,

    /// <summary>The tensor <c>weights</c>.</summary>
    Weights,

    /// <summary>Nothing here: it is passed over.</summary>
    Other,
}
