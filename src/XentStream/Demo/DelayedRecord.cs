namespace XentStream.Demo;

/// <summary>A record of the version whose labels come by themselves: a prediction or a label.</summary>
/// <param name="Id">The id by which both meet: the record's key.</param>
/// <param name="At">When it happened, which is its timestamp.</param>
/// <param name="Value">The value.</param>
/// <param name="ContentType">How it is written.</param>
internal sealed record DelayedRecord(string Id, DateTimeOffset At, byte[] Value, string ContentType);
