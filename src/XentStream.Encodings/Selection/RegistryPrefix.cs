namespace XentStream.Encodings.Selection;

/// <summary>
/// What serializers with a schema registry put before the message: a zero and the id of the schema in four bytes, and for protobuf the path to the message in
/// its file: <see href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format"/>. No JSON and no protobuf
/// message begins with a zero.
/// </summary>
internal static class RegistryPrefix
{
    private const int IdLength = 5;

    // A tag is at least 8, for field numbers begin at 1.
    private const int LeastTag = 8;

    /// <summary>Bytes of the prefix, 0 where there is none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> payload, PayloadEncoding encoding)
    {
        if (payload.Length <= IdLength || payload[0] != 0 || encoding == PayloadEncoding.Safetensors)
        {
            return 0;
        }

        return encoding == PayloadEncoding.OipJson ? IdLength : IdLength + LengthOfPath(payload[IdLength..]);
    }

    // The number of indices as a zigzag varint, then the indices; a single zero for the first message of the file. Indices below 64 take a byte.
    private static int LengthOfPath(ReadOnlySpan<byte> path) => path[0] < LeastTag && path[0] / 2 < path.Length ? 1 + (path[0] / 2) : 0;
}
