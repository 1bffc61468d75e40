namespace XentStream.Scoring.CrossEntropy;

/// <summary>What became of a row. From <see cref="WeightInvalid"/> on, the batch is rejected; these stand in the order in which they name it.</summary>
internal enum RowOutcome : byte
{
    /// <summary>It has a finite loss.</summary>
    Scored,

    /// <summary>Its label is the ignore value; its scores were not read.</summary>
    Ignored,

    /// <summary>Its label has probability 0: an infinite loss.</summary>
    Infinite,

    /// <summary>Its loss, times its weight, is finite but beyond the range of a double. It counts as infinite.</summary>
    BeyondDouble,

    /// <summary>Its weight is negative, above <see cref="Contracts.Contract.LargestWeight"/> or NaN.</summary>
    WeightInvalid,

    /// <summary>Its label should be a whole number and has a fraction, or is not finite.</summary>
    LabelNotWhole,

    /// <summary>Sigmoid: its label is neither 0 nor 1, or no number in [0, 1].</summary>
    LabelNotBinary,

    /// <summary>Its label is no class.</summary>
    LabelOutOfRange,

    /// <summary>Its label is a row of numbers, but no distribution or not one-hot.</summary>
    LabelNotDistribution,

    /// <summary>Its scores hold NaN, or +∞ as logits of a softmax.</summary>
    NonFinite,

    /// <summary>Its scores are declared as probabilities or their logarithms, and are not.</summary>
    NotProbabilities,
}
