using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Sampling;

/// <summary>The sampled records of one model.</summary>
/// <param name="name">The model's name, empty where the records do not say.</param>
/// <param name="present">The contract that is declared for it, or null.</param>
public sealed class ModelSample(string name, Contract? present)
{
    private readonly SortedDictionary<string, VersionSample> versions = new(StringComparer.Ordinal);
    private readonly Dictionary<TensorRoles, int> roles = [];

    /// <summary>The model's name, empty where the records do not say.</summary>
    public string Name { get; } = name;

    /// <summary>The contract that is declared for it, or null.</summary>
    public Contract? Present { get; } = present;

    /// <summary>What becomes of its records under the present configuration.</summary>
    public FaultTally UnderPresent { get; } = new();

    /// <summary>Its versions, by their names.</summary>
    public IReadOnlyCollection<VersionSample> Versions => versions.Values;

    /// <summary>Which tensors are scores and labels in most of the batches, or null where none could be read.</summary>
    public TensorRoles? Roles => roles.Count == 0 ? null : roles.MaxBy(pair => pair.Value).Key;

    /// <summary>What all its batches look like.</summary>
    public BatchProfile Profile { get; } = new();

    /// <summary>The contract that the batches fit, or null where none does.</summary>
    public ContractProposal? Proposal { get; internal set; }

    internal List<SampledRecord> Readable { get; } = [];

    internal VersionSample VersionOf(string version)
    {
        if (!versions.TryGetValue(version, out var sample))
        {
            versions.Add(version, sample = new VersionSample(version));
        }

        return sample;
    }

    internal void Count(TensorRoles found) => roles[found] = roles.GetValueOrDefault(found) + 1;
}
