using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

/// <summary>What is kept of a batch that was scored, so that its rows can be compared with those of another version.</summary>
public sealed class PairedContent
{
    private const int LabelsAtOnce = 512;

    private byte[] id = [];

    /// <summary>The loss of each row.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>The digest of the labels as numbers: the same whatever type they are sent in.</summary>
    public UInt128 Labels { get; private set; }

    /// <summary>The id that headers or payload name; empty where none does.</summary>
    public ReadOnlySpan<byte> Id => id;

    /// <summary>The digest of an id.</summary>
    public static UInt128 DigestOf(ReadOnlySpan<byte> id) => ToNumber(SHA256.HashData(id));

    /// <summary>Takes a batch that was scored just now.</summary>
    internal void Take(ReadOnlySpan<byte> batchId, TensorView labels)
    {
        id = batchId.ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<double> numbers = stackalloc double[LabelsAtOnce];
        for (long first = 0; first < labels.Shape.Count; first += LabelsAtOnce)
        {
            var count = (int)Math.Min(LabelsAtOnce, labels.Shape.Count - first);
            Elements.ReadDoubles(labels.Type, labels.Bytes[(int)(first * labels.Type.Size)..], numbers[..count]);
            hash.AppendData(MemoryMarshal.AsBytes(numbers[..count]));
        }

        Labels = ToNumber(hash.GetHashAndReset());
    }

    // Half of the digest is enough: by chance, two of 10^15 ids would have the same once in 10^8 replays.
    private static UInt128 ToNumber(ReadOnlySpan<byte> digest) => BinaryPrimitives.ReadUInt128BigEndian(digest);
}
