using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Safetensors;

/// <summary>Reads safetensors in place: <see href="https://github.com/huggingface/safetensors#format"/>.</summary>
/// <remarks>
/// <code>
///   8 bytes      N, the length of the header, little-endian
///   N bytes      {"__metadata__": {"model": "digits", "version": "v1"},
///                 "logits": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
///                 "labels": {"dtype": "I64", "shape": [2], "data_offsets": [24, 40]}}      and spaces
///   40 bytes     the tensors, row-major, little-endian, without holes
/// </code>
/// Whatever the official parser refuses is refused, and some more: names that stand twice, and headers above <see cref="MaxHeaderLength"/>.
/// Tensors of other names are checked for their place and passed over.
/// </remarks>
internal sealed class SafetensorsReader(TensorTable table)
{
    /// <summary>The most bytes of a header. Two tensors take about 200.</summary>
    public const int MaxHeaderLength = TensorTable.MaxText;

    private const int PrefixLength = sizeof(ulong);

    private readonly SafetensorsHeader header = new(table);
    private readonly RememberedHeader remembered = new(table);

    /// <summary>Reads a payload of any bytes.</summary>
    /// <returns>The fault, or null; then the table holds the tensors.</returns>
    public Fault? Read(ReadOnlySpan<byte> payload, ref DecodedPayload decoded)
    {
        if (payload.Length < PrefixLength)
        {
            return SafetensorsFaults.NoPrefix(payload.Length);
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(payload);
        if (length > MaxHeaderLength)
        {
            return SafetensorsFaults.HeaderTooLarge(length, MaxHeaderLength);
        }

        var rest = payload[PrefixLength..];
        if ((int)length > rest.Length)
        {
            return SafetensorsFaults.HeaderCut((int)length, rest.Length);
        }

        var json = rest[..(int)length];
        if (!remembered.TryRecall(json))
        {
            if (ReadHeader(json) is { } fault)
            {
                header.Identify(ref decoded);
                return fault;
            }

            remembered.Remember(json);
        }

        header.Identify(ref decoded);
        return TensorRanges.Place(header.Ranges, table.Entries, PrefixLength + (int)length, rest.Length - (int)length);
    }

    private Fault? ReadHeader(ReadOnlySpan<byte> json)
    {
        header.Forget();
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            return SafetensorsFaults.NoObject(json);
        }

        if (!Utf8.IsValid(json))
        {
            return SafetensorsFaults.NotUtf8();
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return header.Read(ref reader);
        }
        catch (JsonException malformed)
        {
            return SafetensorsFaults.NotJson(malformed.BytePositionInLine ?? 0, malformed.LineNumber ?? 0);
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to an escaped surrogate without its other half.
            return SafetensorsFaults.LoneSurrogate();
        }
    }
}
