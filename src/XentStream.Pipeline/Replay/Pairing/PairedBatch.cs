using System.Runtime.InteropServices;
using System.Text;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Replay.Pairing;

/// <summary>The losses of a batch, as they wait on disk for those of the other version.</summary>
/// <param name="Model">The model.</param>
/// <param name="Id">The digest of the record's id.</param>
/// <param name="IsSecond">Whether it is of the second version.</param>
/// <param name="Source">The partition that it was in.</param>
/// <param name="Offset">Its offset there.</param>
internal readonly record struct PairedBatch(string Model, UInt128 Id, bool IsSecond, PartitionId Source, long Offset)
{
    /// <summary>The digest of its labels.</summary>
    public required UInt128 Labels { get; init; }

    /// <summary>The loss of each row: NaN where it was ignored, +∞ where it is infinite.</summary>
    public required double[] Losses { get; init; }

    /// <summary>By model and id, the first version before the second, and then by where they were: a function of the topic alone.</summary>
    public static Comparer<PairedBatch> Order { get; } = Comparer<PairedBatch>.Create((one, other) =>
        string.CompareOrdinal(one.Model, other.Model) is not 0 and var model ? model
        : one.Id.CompareTo(other.Id) is not 0 and var id ? id
        : one.IsSecond.CompareTo(other.IsSecond) is not 0 and var version ? version
        : string.CompareOrdinal(one.Source.Topic, other.Source.Topic) is not 0 and var topic ? topic
        : (one.Source.Number, one.Offset).CompareTo((other.Source.Number, other.Offset)));

    /// <summary>Whether it is a prediction for the same thing.</summary>
    public bool IsSame(in PairedBatch other) => Model == other.Model && Id == other.Id;

    /// <summary>Writes it so that it reads back to the bit.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Model);
        Write(writer, Id);
        writer.Write(IsSecond);
        writer.Write(Source.Topic);
        writer.Write(Source.Number);
        writer.Write(Offset);
        Write(writer, Labels);
        writer.Write(MemoryMarshal.AsBytes<double>(Losses));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what was written.</summary>
    public static PairedBatch Parse(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        return new PairedBatch(reader.ReadString(), ReadDigest(reader), reader.ReadBoolean(), new PartitionId(reader.ReadString(), reader.ReadInt32()), reader.ReadInt64())
        {
            Labels = ReadDigest(reader),
            Losses = MemoryMarshal.Cast<byte, double>(bytes.AsSpan((int)reader.BaseStream.Position)).ToArray(),
        };
    }

    private static void Write(BinaryWriter writer, UInt128 digest)
    {
        writer.Write((ulong)(digest >> 64));
        writer.Write((ulong)digest);
    }

    private static UInt128 ReadDigest(BinaryReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());
}
