using System.Buffers.Binary;
using System.Text;

namespace XentStream.Encodings.Tests;

/// <summary>Builds payloads of a header's text and data, however wrong: the length of the header is all that it adds.</summary>
internal static class SafetensorsPayload
{
    /// <summary>A payload without fault, of two rows and three classes, with 40 bytes of data.</summary>
    public static byte[] Valid { get; } = Of(
        """
        {"__metadata__":{"model":"digits","version":"v1"},
        "logits":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"labels":{"dtype":"I64","shape":[2],"data_offsets":[24,40]}}
        """,
        40);

    public static byte[] Of(string header, int dataLength) => Of(Encoding.UTF8.GetBytes(header), dataLength);

    public static byte[] Of(ReadOnlySpan<byte> header, int dataLength) => Announcing((ulong)header.Length, header, new byte[dataLength]);

    public static byte[] Of(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data) => Announcing((ulong)header.Length, header, data);

    /// <summary>A payload whose first 8 bytes tell any length.</summary>
    public static byte[] Announcing(ulong length, ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        var prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        return [.. prefix, .. header, .. data];
    }

    /// <summary>The valid payload with its header padded by spaces, as the format allows, to a length.</summary>
    public static byte[] PaddedTo(int headerLength)
    {
        var valid = (ReadOnlySpan<byte>)Valid;
        var header = valid[8..^40];
        return Of([.. header, .. Enumerable.Repeat((byte)' ', headerLength - header.Length)], valid[^40..]);
    }
}
