using System.Text.Unicode;

namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>
/// Reads the fields of a protobuf message in place: <see href="https://protobuf.dev/programming-guides/encoding/"/>. What it refuses, the official parsers
/// refuse. Once something is wrong, <see cref="Error"/> says what, and every further read fails.
/// </summary>
/// <param name="message">The bytes of the message.</param>
/// <param name="offset">Where they begin in the payload.</param>
internal ref struct WireReader(ReadOnlySpan<byte> message, int offset)
{
    private const int MaxTagLength = 5;
    private const int MaxVarintLength = 10;
    private const int MaxGroupDepth = 100;

    private readonly ReadOnlySpan<byte> message = message;
    private int position;

    /// <summary>What is wrong, or <see cref="WireError.None"/>.</summary>
    public WireError Error { get; private set; }

    /// <summary>The number of the field that was begun last.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is delimited.</summary>
    public WireType Type { get; private set; }

    /// <summary>Where the next byte lies in the payload.</summary>
    public readonly int Offset => offset + position;

    /// <summary>Begins the next field.</summary>
    /// <returns>Whether there is one; if not, the message is at its end, or <see cref="Error"/> is set.</returns>
    public bool TryReadField()
    {
        if (position == message.Length || Error != WireError.None)
        {
            return false;
        }

        var start = position;
        if (!TryReadVarint(out var tag))
        {
            return false;
        }

        (Field, Type) = ((int)(tag >> 3), (WireType)(tag & 7));
        return tag <= uint.MaxValue && position - start <= MaxTagLength && Field != 0 && Type <= WireType.Fixed32 || Fail(WireError.TagInvalid);
    }

    /// <summary>Whether the field that was begun has a number and is delimited in a certain way. Another way makes it an unknown field, as in all parsers.</summary>
    public readonly bool Is(int field, WireType type) => Field == field && Type == type;

    /// <summary>Reads a varint: seven bits a byte, lowest first.</summary>
    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var length = 0; length < MaxVarintLength; length++)
        {
            if (position == message.Length)
            {
                return Fail(WireError.Cut);
            }

            var next = message[position++];
            value |= (ulong)(next & 0x7F) << (7 * length);
            if (next < 0x80)
            {
                // The tenth byte has room for one bit.
                return length < MaxVarintLength - 1 || next <= 1 || Fail(WireError.VarintTooLong);
            }
        }

        return Fail(WireError.VarintTooLong);
    }

    /// <summary>Reads a varint as the bytes that it is written in.</summary>
    public bool TryReadVarintBytes(out ReadOnlySpan<byte> bytes)
    {
        var start = position;
        bytes = TryReadVarint(out _) ? message[start..position] : default;
        return Error == WireError.None;
    }

    /// <summary>Reads the value of a field of wire type <see cref="WireType.Length"/>.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryReadVarint(out var length))
        {
            return false;
        }

        if (length > (ulong)(message.Length - position))
        {
            return Fail(WireError.Cut);
        }

        bytes = message.Slice(position, (int)length);
        position += (int)length;
        return true;
    }

    /// <summary>Reads a text, which must be UTF-8.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> text) => TryReadBytes(out text) && (Utf8.IsValid(text) || Fail(WireError.NotUtf8));

    /// <summary>Reads a value of 4 or 8 bytes.</summary>
    public bool TryReadFixed(int size, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (message.Length - position < size)
        {
            return Fail(WireError.Cut);
        }

        bytes = message.Slice(position, size);
        position += size;
        return true;
    }

    /// <summary>Passes over the value of the field that was begun.</summary>
    public bool TrySkip() => TrySkip(depth: 0);

    /// <summary>Sets <see cref="Error"/>.</summary>
    /// <returns>False.</returns>
    public bool Fail(WireError error)
    {
        Error = Error == WireError.None ? error : Error;
        return false;
    }

    private bool TrySkip(int depth) => Type switch
    {
        WireType.Varint => TryReadVarint(out _),
        WireType.Fixed64 => TryReadFixed(sizeof(ulong), out _),
        WireType.Fixed32 => TryReadFixed(sizeof(uint), out _),
        WireType.Length => TryReadBytes(out _),
        WireType.GroupStart => TrySkipGroup(Field, depth + 1),
        _ => Fail(WireError.GroupUnmatched),
    };

    private bool TrySkipGroup(int group, int depth)
    {
        if (depth > MaxGroupDepth)
        {
            return Fail(WireError.TooDeep);
        }

        while (TryReadField())
        {
            if (Type == WireType.GroupEnd)
            {
                return Field == group || Fail(WireError.GroupUnmatched);
            }

            if (!TrySkip(depth))
            {
                return false;
            }
        }

        return Fail(WireError.Cut);
    }
}
