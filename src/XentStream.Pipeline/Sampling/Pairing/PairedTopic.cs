using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Sampling.Pairing;

/// <summary>What a sample of one of two topics that are joined looks like by itself.</summary>
/// <param name="name">The topic.</param>
/// <param name="partitions">How many partitions it has.</param>
public sealed class PairedTopic(string name, int partitions)
{
    private readonly PartitionerGuess guess = new(partitions);

    /// <summary>The topic.</summary>
    public string Name => name;

    /// <summary>What became of its records by themselves.</summary>
    public FaultTally Tally { get; } = new();

    /// <summary>Whether there were keys enough to tell how they are placed.</summary>
    public bool IsPlacementKnown => partitions > 1 && guess.IsDone;

    /// <summary>By which partitioner its keys are placed, or null where it is none of the usual; of use only where that is known.</summary>
    public string? Partitioner => guess.Name;

    internal void Note(ReadOnlySpan<byte> key, int partition) => guess.Note(key, partition);
}
