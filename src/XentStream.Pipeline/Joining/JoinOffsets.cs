namespace XentStream.Pipeline.Joining;

/// <summary>An offset of either half of a join: what is below is known.</summary>
/// <param name="Predictions">Of the partition of predictions.</param>
/// <param name="Labels">Of the partition of labels.</param>
internal readonly record struct JoinOffsets(long Predictions, long Labels);
