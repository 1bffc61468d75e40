namespace XentStream.Pipeline.Configuration;

/// <summary>One thing that is wrong in the configuration.</summary>
/// <param name="Key">The full key, as in <c>XentStream:Commit:Interval</c>.</param>
/// <param name="Sentence">What is wrong, and what to write instead.</param>
public sealed record SettingsError(string Key, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Sentence}";
}
