using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Sampling.Pairing;

/// <summary>What a sample of two topics reads.</summary>
/// <param name="Predictions">Offsets of predictions.</param>
/// <param name="Labels">Offsets of the labels that came for them.</param>
/// <param name="Visible">How long after each prediction its labels are read.</param>
/// <param name="Until">Before when the predictions are.</param>
internal sealed record PlannedPairing(IReadOnlyList<PartitionRange> Predictions, IReadOnlyList<PartitionRange> Labels, TimeSpan Visible, DateTimeOffset Until);
