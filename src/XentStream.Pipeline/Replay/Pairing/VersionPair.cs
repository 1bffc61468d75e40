namespace XentStream.Pipeline.Replay.Pairing;

/// <summary>Two versions of a model that are compared row by row.</summary>
/// <param name="First">The one that is there.</param>
/// <param name="Second">The one that may take its place.</param>
public sealed record VersionPair(string First, string Second)
{
    /// <summary>Whether a version is one of the two.</summary>
    public bool Has(string version) => version == First || version == Second;
}
