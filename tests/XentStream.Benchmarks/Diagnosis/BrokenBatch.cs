using XentStream.Scoring.Contracts;

namespace XentStream.Benchmarks.Diagnosis;

/// <summary>A batch with a fault, and what is declared of it.</summary>
internal sealed record BrokenBatch(StoredBatch Batch, Contract Contract);
