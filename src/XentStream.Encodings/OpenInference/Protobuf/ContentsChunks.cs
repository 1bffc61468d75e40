namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>
/// The values of one field of a tensor's contents, chunk by chunk. Packed, many values are one chunk; a value that is not packed is a chunk of its own. Contents
/// that come more than once are merged, as protobuf has it.
/// </summary>
/// <param name="message">The message of the tensor, known to be well formed.</param>
/// <param name="field">The field of the contents.</param>
internal ref struct ContentsChunks(ReadOnlySpan<byte> message, int field)
{
    private WireReader tensor = new(message, 0);
    private WireReader contents;

    /// <summary>Another field with values that was met, or 0.</summary>
    public int OtherField { get; private set; }

    /// <summary>Finds the next chunk.</summary>
    public bool TryNext(out ReadOnlySpan<byte> chunk)
    {
        do
        {
            while (contents.TryReadField())
            {
                if (contents.Field == field && TryRead(out chunk))
                {
                    return true;
                }

                OtherField = contents.Field == field ? OtherField : contents.Field;
                contents.TrySkip();
            }
        }
        while (TryFindContents());

        chunk = default;
        return false;
    }

    private bool TryRead(out ReadOnlySpan<byte> chunk)
    {
        var size = ContentsFields.SizeOf(field);
        chunk = default;
        return contents.Type switch
        {
            WireType.Length => contents.TryReadBytes(out chunk),
            WireType.Varint when size == ContentsFields.Varints => contents.TryReadVarintBytes(out chunk),
            WireType.Fixed32 when size == sizeof(float) => contents.TryReadFixed(size, out chunk),
            WireType.Fixed64 when size == sizeof(double) => contents.TryReadFixed(size, out chunk),
            _ => false,
        };
    }

    private bool TryFindContents()
    {
        while (tensor.TryReadField())
        {
            if (tensor.Is(TensorContents.Field, WireType.Length) && tensor.TryReadBytes(out var bytes))
            {
                contents = new WireReader(bytes, 0);
                return true;
            }

            tensor.TrySkip();
        }

        return false;
    }
}
