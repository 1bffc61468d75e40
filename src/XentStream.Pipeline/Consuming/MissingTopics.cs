using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>
/// Which partitions a thread has lost because their topic does not exist any more. Nobody can be assigned these, so who had them last tells of them; several may have had one, one after the
/// other, and tell the same. Like <see cref="StallWatch"/> it outlives the clients.
/// </summary>
internal sealed class MissingTopics
{
    private readonly HashSet<PartitionId> had = [];
    private readonly HashSet<PartitionId> missing = [];

    /// <summary>Those that are missing.</summary>
    public IReadOnlyCollection<PartitionId> All => missing;

    /// <summary>Partitions came.</summary>
    public void Took(IReadOnlyCollection<PartitionId> taken)
    {
        had.UnionWith(taken);
        missing.ExceptWith(taken);
    }

    /// <summary>A topic is missing.</summary>
    /// <returns>Its partitions that were here.</returns>
    public List<PartitionId> Miss(string topic)
    {
        var gone = had.Where(partition => partition.Topic == topic).ToList();
        missing.UnionWith(gone);
        return gone;
    }

    /// <summary>A topic is there again, whoever has its partitions now.</summary>
    /// <returns>Those that were missing.</returns>
    public List<PartitionId> Find(string topic)
    {
        var found = missing.Where(partition => partition.Topic == topic).ToList();
        missing.ExceptWith(found);
        had.ExceptWith(found);
        return found;
    }

    /// <summary>The incident of a partition.</summary>
    public static IncidentKey KeyOf(PartitionId partition) => new("topic-missing", "", "", partition);

    /// <summary>What to tell of it.</summary>
    public static IncidentExample ExampleOf(PartitionId partition) => new(
        "warn",
        $"The topic of {partition} does not exist any more.",
        "It was deleted, or the worker may no longer describe it.",
        "Create the topic again, or take it out of Topics:Input. A topic that is made anew is read from its beginning.");
}
