using System.Text.Json.Serialization;

namespace XentStream.Pipeline.Replay;

/// <summary>Records that a report rests on.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="From">The first offset.</param>
/// <param name="To">The offset behind the last.</param>
/// <param name="Records">How many records were read there, of the time that was asked for.</param>
/// <param name="Lost">Offsets that were asked for and had been removed by retention.</param>
/// <param name="Digest">The digest over offsets, timestamps, keys, headers and values.</param>
public sealed record CertifiedRange(string Topic, int Partition, long From, long To, long Records, long Lost, string Digest)
{
    /// <summary>Where labels are joined, the first offset that counts; those before it are read to know what is there. Null elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Counted { get; init; }
}
