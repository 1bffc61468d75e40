using XentStream.Scoring.Diagnosis.Evidence;

namespace XentStream.Pipeline.Evaluating;

/// <summary>
/// The evidence on each version of each model that a thread sees, over all its partitions. It is of records that may still be read again, by this worker or another, so it is forgotten
/// when partitions go; it raises incidents and nothing else, for whatever depends on the order of records must not stand in results.
/// </summary>
public sealed class ModelEvidence
{
    /// <summary>The most versions that are watched; then the one that was not seen for longest makes room.</summary>
    public const int MaxVersions = 64;

    private readonly Dictionary<(string Model, string Version), Watched> versions = [];
    private Watched? last;
    private long batches;

    /// <summary>The evidence on a version of a model, of which a batch came.</summary>
    internal StreamEvidence Of(string model, string version)
    {
        // Mostly the one of the batch before; names are kept, so that equal ones are the same.
        if (last is null || !ReferenceEquals(last.Model, model) || !ReferenceEquals(last.Version, version))
        {
            last = Find(model, version);
        }

        last.SeenAt = ++batches;
        return last.Evidence;
    }

    /// <summary>Forgets all that was seen.</summary>
    internal void Clear()
    {
        foreach (var watched in versions.Values)
        {
            watched.Evidence.Clear();
        }
    }

    private Watched Find(string model, string version)
    {
        if (versions.TryGetValue((model, version), out var watched))
        {
            return watched;
        }

        var evidence = versions.Count < MaxVersions ? new StreamEvidence() : TakeOldest();
        watched = new Watched(model, version, evidence);
        versions.Add((model, version), watched);
        return watched;
    }

    private StreamEvidence TakeOldest()
    {
        var oldest = versions.Values.MinBy(watched => watched.SeenAt)!;
        versions.Remove((oldest.Model, oldest.Version));
        oldest.Evidence.Clear();
        return oldest.Evidence;
    }

    private sealed class Watched(string model, string version, StreamEvidence evidence)
    {
        public string Model { get; } = model;

        public string Version { get; } = version;

        public StreamEvidence Evidence { get; } = evidence;

        public long SeenAt { get; set; }
    }
}
