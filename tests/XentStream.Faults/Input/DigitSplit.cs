using XentStream.Demo;

namespace XentStream.Faults.Input;

/// <summary>Batches of fewer rows.</summary>
internal static class DigitSplit
{
    /// <summary>Splits a batch. The fewer rows, the more records a second, and the more of them are in flight when a fault strikes.</summary>
    public static IEnumerable<DigitBatch> Split(this DigitBatch batch, int rows) => batch.Logits.Chunk(rows * DigitBatch.Classes * sizeof(float))
        .Zip(batch.Labels.Chunk(rows * sizeof(long)), (logits, labels) => new DigitBatch(batch.Version, logits, labels));
}
