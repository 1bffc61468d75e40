namespace XentStream.Pipeline.Joining;

/// <summary>Rows that were predicted and stand.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Labelled">At how many of them a label stands.</param>
internal readonly record struct PredictedRows(long Rows, long Labelled);
