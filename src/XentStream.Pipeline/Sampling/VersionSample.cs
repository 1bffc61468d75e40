using XentStream.Encodings.Selection;

namespace XentStream.Pipeline.Sampling;

/// <summary>The sampled records of one version of a model.</summary>
/// <param name="version">The version, empty where the records do not say.</param>
public sealed class VersionSample(string version)
{
    private readonly SortedDictionary<string, int> encodings = new(StringComparer.Ordinal);

    /// <summary>The version, empty where the records do not say.</summary>
    public string Version { get; } = version;

    /// <summary>How many records there are, readable or not.</summary>
    public int Records { get; private set; }

    /// <summary>How many records were read in each encoding, by its name.</summary>
    public IReadOnlyDictionary<string, int> Encodings => encodings;

    /// <summary>What the batches look like that could be read.</summary>
    public BatchProfile Profile { get; } = new();

    internal void Count(PayloadEncoding? encoding)
    {
        Records++;
        if (encoding is { } known)
        {
            var name = PayloadEncodings.NameOf(known);
            encodings[name] = encodings.GetValueOrDefault(name) + 1;
        }
    }
}
