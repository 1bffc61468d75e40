using System.Globalization;

namespace XentStream.Pipeline.Sampling;

/// <summary>Where a sampled record comes from.</summary>
/// <param name="Name">The file, or the topic.</param>
/// <param name="Partition">The partition of a topic.</param>
/// <param name="Offset">The offset in it.</param>
public sealed record SamplePlace(string Name, int? Partition = null, long? Offset = null)
{
    /// <inheritdoc/>
    public override string ToString() => Partition is null ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}[{Partition}] offset {Offset}");
}
