using System.Buffers.Binary;
using System.Security.Cryptography;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// A digest over the records of a partition, in their order: what certifies that they are the same. Each record is a leaf of 48 bytes (offset, timestamp, and the SHA-256 of key,
/// headers and value); every <see cref="LeavesOfABlock"/> leaves are hashed onto what was before: d' = SHA-256(d, leaves). Unlike the state of a hash, what is between can be
/// written to a checkpoint.
/// </summary>
internal sealed class RangeDigest
{
    private const int LeavesOfABlock = 256;
    private const int LeafLength = sizeof(long) + sizeof(long) + SHA256.HashSizeInBytes;

    // What came before, and behind it the leaves that wait.
    private readonly byte[] block = new byte[SHA256.HashSizeInBytes + (LeavesOfABlock * LeafLength)];
    private int length = SHA256.HashSizeInBytes;

    /// <summary>Goes on where a digest stopped.</summary>
    /// <returns>Null where the bytes are no state of a digest.</returns>
    public static RangeDigest? Resume(ReadOnlySpan<byte> state)
    {
        var digest = new RangeDigest();
        if (state.Length < SHA256.HashSizeInBytes || state.Length >= digest.block.Length || (state.Length - SHA256.HashSizeInBytes) % LeafLength != 0)
        {
            return null;
        }

        state.CopyTo(digest.block);
        digest.length = state.Length;
        return digest;
    }

    /// <summary>All that has to be kept to go on.</summary>
    public byte[] State => block.AsSpan(0, length).ToArray();

    /// <summary>The digest over all records so far, in hexadecimal digits.</summary>
    public string Value => Convert.ToHexStringLower(SHA256.HashData(block.AsSpan(0, length)));

    /// <summary>Adds the next record.</summary>
    public void Add(long offset, long timestamp, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(length), offset);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(length + sizeof(long)), timestamp);
        content.CopyTo(block.AsSpan(length + (2 * sizeof(long))));
        length += LeafLength;
        if (length == block.Length)
        {
            SHA256.HashData(block).CopyTo(block, 0);
            length = SHA256.HashSizeInBytes;
        }
    }
}
