using System.Globalization;

namespace XentStream.Output;

/// <summary>Where a sample comes from.</summary>
/// <param name="Names">The files or the topics.</param>
/// <param name="Records">How many records were looked at.</param>
/// <param name="Partitions">Of how many partitions; 0 for files.</param>
/// <param name="IsCut">Whether the sample is smaller than asked for, because it would have become too large.</param>
internal sealed record SampleSource(IReadOnlyList<string> Names, int Records, int Partitions, bool IsCut)
{
    public override string ToString() => Partitions == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(Records, "file")}")
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", Names)}: {Counted.Of(Records, "record")} of {Counted.Of(Partitions, "partition")}{(IsCut ? ", fewer than asked for because they are large" : "")}");
}
