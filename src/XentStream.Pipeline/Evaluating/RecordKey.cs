using Confluent.Kafka;

namespace XentStream.Pipeline.Evaluating;

/// <summary>
/// The key of the record that is being consumed. The client deserializes it before the value, so it waits here in a buffer that is used again, and is
/// copied out only for a rejected record.
/// </summary>
internal sealed class RecordKey : IDeserializer<RecordKey>
{
    private byte[] buffer = new byte[256];
    private int length;
    private bool isMissing;

    /// <summary>Whether the record has no key.</summary>
    public bool IsMissing => isMissing;

    /// <summary>The key until the next record, empty where the record has none.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>A copy of the key, or null where the record has none.</summary>
    public byte[]? ToArray() => isMissing ? null : Bytes.ToArray();

    /// <inheritdoc/>
    public RecordKey Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (data.Length > buffer.Length)
        {
            buffer = new byte[data.Length];
        }

        data.CopyTo(buffer);
        (length, isMissing) = (data.Length, isNull);
        return this;
    }
}
