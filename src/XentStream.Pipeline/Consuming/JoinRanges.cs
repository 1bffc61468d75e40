using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Consuming;

/// <summary>Offsets of both halves of a join.</summary>
/// <param name="Predictions">Of the partition of predictions.</param>
/// <param name="Labels">Of the partition of labels.</param>
internal sealed record JoinRanges(PartitionRange Predictions, PartitionRange Labels)
{
    /// <summary>How many offsets there are.</summary>
    public long Length => LengthOf(Predictions) + LengthOf(Labels);

    private static long LengthOf(PartitionRange range) => range.IsEmpty ? 0 : range.To!.Value - range.From;
}
