namespace XentStream.Pipeline.Joining;

/// <summary>What is known of a row that was predicted. Each row has one of these; it can change with every label.</summary>
public enum PredictionOutcome
{
    /// <summary>A label stands, and the row has a loss, finite or not.</summary>
    Scored,

    /// <summary>A label stands that is the ignore value.</summary>
    Ignored,

    /// <summary>Its record could not be read, or breaks its contract by itself.</summary>
    Rejected,

    /// <summary>An earlier record of the same id, model and version is too near in time for a label to tell them apart.</summary>
    Duplicate,

    /// <summary>Its record is too far behind the time of its partition, or ahead of it.</summary>
    Disordered,

    /// <summary>No label came, and none can reach it any more.</summary>
    Expired,

    /// <summary>No label has come yet.</summary>
    Waiting,
}
