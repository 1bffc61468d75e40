namespace XentStream.Pipeline.Tests.Joining.Storing;

/// <summary>What happens to a disk between the end of a worker and the start of the next.</summary>
internal enum DiskFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is another one.</summary>
    Emptied,

    /// <summary>It is one from before, as where a partition comes back that others had meanwhile.</summary>
    Stale,

    /// <summary>It knows of records behind the committed offsets, as where these were set back.</summary>
    Ahead,

    /// <summary>The file ends too early, at any byte.</summary>
    Truncated,

    /// <summary>A bit is another.</summary>
    Damaged,

    /// <summary>The worker was killed while it wrote the next file.</summary>
    KilledWhileWriting,
}
