namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>Checks the parameters of messages and tensors, which say nothing that matters here, but may be malformed: <c>map&lt;string, InferParameter&gt;</c>.</summary>
internal static class InferParameters
{
    private const int Key = 1;
    private const int Value = 2;
    private const int StringParameter = 3;

    /// <summary>Checks one entry of the map.</summary>
    public static bool TryCheck(ref WireReader reader)
    {
        if (!reader.TryReadBytes(out var bytes))
        {
            return false;
        }

        var entry = new WireReader(bytes, reader.Offset - bytes.Length);
        while (entry.TryReadField())
        {
            _ = entry.Is(Key, WireType.Length) ? entry.TryReadText(out _)
                : entry.Is(Value, WireType.Length) ? TryCheckValue(ref entry)
                : entry.TrySkip();
        }

        return entry.Error == WireError.None || reader.Fail(entry.Error);
    }

    private static bool TryCheckValue(ref WireReader entry)
    {
        if (!entry.TryReadBytes(out var bytes))
        {
            return false;
        }

        var value = new WireReader(bytes, entry.Offset - bytes.Length);
        while (value.TryReadField())
        {
            _ = value.Is(StringParameter, WireType.Length) ? value.TryReadText(out _) : value.TrySkip();
        }

        return value.Error == WireError.None || entry.Fail(value.Error);
    }
}
