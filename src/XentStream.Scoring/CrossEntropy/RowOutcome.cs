namespace XentStream.Scoring.CrossEntropy;

/// <summary>What became of a row.</summary>
internal enum RowOutcome : byte
{
    /// <summary>It has a finite loss.</summary>
    Scored,

    /// <summary>Its label is the ignore value; its scores were not read.</summary>
    Ignored,

    /// <summary>Its loss is infinite, or beyond the range of a double.</summary>
    Infinite,

    /// <summary>Its label is no class: the batch is rejected.</summary>
    LabelOutOfRange,

    /// <summary>It holds NaN or +∞: the batch is rejected.</summary>
    NonFinite,

    /// <summary>Its weight is negative or not finite: the batch is rejected.</summary>
    WeightInvalid,
}
