namespace XentStream.Pipeline.Joining;

/// <summary>A record that is not yet decided.</summary>
/// <param name="Handle">Its handle, or 0 where it is not kept: it was rejected, or only tells the time.</param>
/// <param name="Time">Its timestamp in milliseconds.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Stream">Of a prediction, its model and version.</param>
internal readonly record struct HeldRecord(int Handle, long Time, int Rows, int Stream);
