namespace XentStream.Benchmarks.Pipeline;

/// <summary>One pass over a topic, from its first record to its last, or to the commit of its last.</summary>
/// <param name="Records">How many there were.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="AllocatedBytes">What was allocated in managed memory meanwhile.</param>
internal readonly record struct Pass(long Records, TimeSpan Elapsed, long AllocatedBytes)
{
    /// <summary>Records per second.</summary>
    public double Speed => Records / Elapsed.TotalSeconds;

    /// <summary>Managed bytes per record.</summary>
    public double BytesEach => (double)AllocatedBytes / Records;
}
