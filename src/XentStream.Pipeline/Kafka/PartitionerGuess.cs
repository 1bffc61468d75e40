namespace XentStream.Pipeline.Kafka;

/// <summary>Finds out by which partitioner a topic is written, from keys and the partitions that they are in.</summary>
/// <param name="partitions">The partitions of the topic, more than one.</param>
internal sealed class PartitionerGuess(int partitions)
{
    /// <summary>So many keys leave no chance: with two partitions, one in 10^15 topics would be taken for another's.</summary>
    public const int Keys = 50;

    private readonly bool[] isRuledOut = new bool[Partitioners.Names.Count];
    private int keys;

    /// <summary>Whether enough keys were seen.</summary>
    public bool IsDone => keys >= Keys;

    /// <summary>The partitioner, or null where it is none of the usual.</summary>
    public string? Name => Array.IndexOf(isRuledOut, false) is >= 0 and var found ? Partitioners.Names[found] : null;

    /// <summary>Takes a record into account, if it has a key and more are wanted.</summary>
    public void Note(ReadOnlySpan<byte> key, int partition)
    {
        if (IsDone || key.IsEmpty)
        {
            return;
        }

        keys++;
        for (var i = 0; i < isRuledOut.Length; i++)
        {
            isRuledOut[i] |= Partitioners.PartitionOf(i, key, partitions) != partition;
        }
    }
}
