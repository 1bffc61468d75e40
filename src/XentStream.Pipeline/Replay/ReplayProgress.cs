namespace XentStream.Pipeline.Replay;

/// <summary>How far a replay is.</summary>
/// <param name="Offsets">Offsets of all ranges together.</param>
/// <param name="Done">Those that are behind.</param>
/// <param name="Records">Records that were read since this run began.</param>
/// <param name="Bytes">Bytes of their values.</param>
/// <param name="EventTime">The time of a record that was read last.</param>
/// <param name="Elapsed">How long this run takes.</param>
/// <param name="DoneBefore">Offsets that were behind when this run began.</param>
public sealed record ReplayProgress(long Offsets, long Done, long Records, long Bytes, DateTimeOffset EventTime, TimeSpan Elapsed, long DoneBefore)
{
    /// <summary>Records in a second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Records / Elapsed.TotalSeconds : 0;

    /// <summary>How long it will take if it goes on so, or null before it can be told.</summary>
    public TimeSpan? Left => Done > DoneBefore && Elapsed > TimeSpan.Zero ? Elapsed * ((double)(Offsets - Done) / (Done - DoneBefore)) : null;
}
