using CsCheck;
using Google.Protobuf;

namespace XentStream.Fuzz.Mutations;

/// <summary>Changes of a protobuf message field by field at any depth; the lengths around a change are written anew, so that the message stays one.</summary>
public static class WireFields
{
    private static readonly byte[][] Odd =
    [
        [], [0], [0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0xC3, 0x28], [.. "logits"u8], [.. "labels"u8],
        [.. "FP64"u8], [.. "BYTES"u8], [0x0A, 0x00], [0x32, 0x04, 0, 0, 0, 0], [0x2A, 0x00], [0x0B, 0x0C], new byte[16],
    ];

    private static readonly Gen<(double Place, int Depth, int Kind, int Field, byte[] Value)> Change =
        Gen.Select(Gen.Double[0, 0.999], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[1, 9], Gen.OneOf([.. Odd.Select(Gen.Const)]));

    /// <summary>None to four fields replaced, renumbered, retyped, repeated, deleted or exchanged.</summary>
    public static Gen<byte[]> Of(Gen<byte[]> messages) =>
        from message in messages
        from changes in Gen.Int[0, 4].SelectMany(count => Change.Array[count])
        select changes.Aggregate(message, (bytes, change) => Apply(bytes, change.Place, change.Depth, change.Kind, change.Field, change.Value));

    private static byte[] Apply(byte[] message, double place, int depth, int kind, int field, byte[] value)
    {
        if (Split(message) is not { Count: > 0 } fields)
        {
            return message;
        }

        var chosen = (int)(place * fields.Count);
        var (tag, bytes) = fields[chosen];
        if (depth > 0 && (tag & 7) == 2)
        {
            fields[chosen] = (tag, Apply(bytes, (place * fields.Count) - chosen, depth - 1, kind, field, value));
            return Join(fields);
        }

        switch (kind)
        {
            case 0:
                fields[chosen] = (tag, (tag & 7) == 2 ? value : bytes);
                break;
            case 1:
                fields[chosen] = (((uint)field << 3) | (tag & 7), bytes);
                break;
            case 2:
                fields[chosen] = (((uint)field << 3) | 2, value);
                break;
            case 3:
                fields.Insert(chosen, (tag, bytes));
                break;
            case 4:
                fields.RemoveAt(chosen);
                break;
            default:
                (fields[chosen], fields[^1]) = (fields[^1], fields[chosen]);
                break;
        }

        return Join(fields);
    }

    // Null for what is no message.
    private static List<(uint Tag, byte[] Value)>? Split(byte[] message)
    {
        var fields = new List<(uint, byte[])>();
        try
        {
            var input = new CodedInputStream(message);
            while (input.ReadTag() is not 0 and var tag)
            {
                using var value = new MemoryStream();
                var output = new CodedOutputStream(value);
                switch (tag & 7)
                {
                    case 0:
                        output.WriteUInt64(input.ReadUInt64());
                        break;
                    case 1:
                        output.WriteFixed64(input.ReadFixed64());
                        break;
                    case 2:
                        fields.Add((tag, input.ReadBytes().ToByteArray()));
                        continue;
                    case 5:
                        output.WriteFixed32(input.ReadFixed32());
                        break;
                    default:
                        return null;
                }

                output.Flush();
                fields.Add((tag, value.ToArray()));
            }

            return fields;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static byte[] Join(List<(uint Tag, byte[] Value)> fields)
    {
        using var message = new MemoryStream();
        var output = new CodedOutputStream(message);
        foreach (var (tag, value) in fields)
        {
            output.WriteTag(tag);
            if ((tag & 7) == 2)
            {
                output.WriteBytes(ByteString.CopyFrom(value));
            }
            else
            {
                output.Flush();
                message.Write(value);
            }
        }

        output.Flush();
        return message.ToArray();
    }
}
