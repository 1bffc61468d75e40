namespace XentStream.Pipeline.Joining;

/// <summary>What is to be known of a record that is kept for the join.</summary>
[Flags]
internal enum RecordFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It can be found by its id.</summary>
    IsIndexed = 1,

    /// <summary>A prediction that is no duplicate.</summary>
    Stands = 2,

    /// <summary>It still waits, as far as the clocks have been asked.</summary>
    IsOpen = 4,

    /// <summary>A prediction whose rows have weights, or a label that names its rows.</summary>
    HasExtra = 8,

    /// <summary>A label without value, which withdraws.</summary>
    Withdraws = 16,

    /// <summary>A label of several axes, which are in its payload.</summary>
    HasAxes = 32,
}
