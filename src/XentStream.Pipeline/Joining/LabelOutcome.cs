namespace XentStream.Pipeline.Joining;

/// <summary>What is known of a row of a label record.</summary>
public enum LabelOutcome
{
    /// <summary>It fits a prediction in reach.</summary>
    Matched,

    /// <summary>Its record could not be read, or it reaches predictions and fits none.</summary>
    Rejected,

    /// <summary>Its record is too far behind the time of its partition, or ahead of it.</summary>
    Disordered,

    /// <summary>No prediction came that it reaches, and none can come any more.</summary>
    Orphan,

    /// <summary>No prediction has come yet that it reaches.</summary>
    Waiting,
}
