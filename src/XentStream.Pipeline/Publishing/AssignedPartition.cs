namespace XentStream.Pipeline.Publishing;

/// <summary>A partition that this worker evaluates.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The number of the partition.</param>
/// <param name="Offset">The offset up to which it is committed.</param>
/// <param name="Lag">Records up to the last stable offset that are not, or null until it is known.</param>
/// <param name="LagSeconds">How long the oldest of them has waited, at most, or null where it is not known.</param>
/// <param name="IsStalled">Whether it has records and stands still.</param>
public sealed record AssignedPartition(string Topic, int Partition, long Offset, long? Lag, double? LagSeconds, bool IsStalled);
