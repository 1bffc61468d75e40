using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;

namespace XentStream.Pipeline.Replay;

/// <summary>The value's deserializer in a replay: evaluates a record where it lies, and takes the SHA-256 of its key, headers and value.</summary>
/// <remarks>Lengths stand before what they measure, so that no two records have the same bytes to hash; −1 is the length of what is missing.</remarks>
/// <param name="evaluator">What evaluates.</param>
/// <param name="key">The key's deserializer, which the client calls before.</param>
internal sealed class DigestingEvaluator(RecordEvaluator evaluator, RecordKey key) : IDeserializer<Evaluation>, IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> envelope = new(512);
    private readonly byte[] content = new byte[SHA256.HashSizeInBytes];

    /// <summary>The digest of the record that was evaluated last.</summary>
    public ReadOnlySpan<byte> Content => content;

    /// <inheritdoc/>
    public Evaluation Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        envelope.ResetWrittenCount();
        WriteLength(key.IsMissing ? -1 : key.Bytes.Length);
        envelope.Write(key.Bytes);
        WriteHeaders(context.Headers);
        WriteLength(isNull ? -1 : data.Length);
        hash.AppendData(envelope.WrittenSpan);
        hash.AppendData(data);
        hash.GetHashAndReset(content);
        return evaluator.Deserialize(data, isNull, context);
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private void WriteHeaders(Headers? headers)
    {
        WriteLength(headers?.Count ?? 0);
        for (var i = 0; i < (headers?.Count ?? 0); i++)
        {
            var (name, value) = (headers![i].Key, headers[i].GetValueBytes());
            WriteLength(Encoding.UTF8.GetByteCount(name));
            Encoding.UTF8.GetBytes(name, envelope);
            WriteLength(value?.Length ?? -1);
            envelope.Write(value);
        }
    }

    private void WriteLength(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(envelope.GetSpan(sizeof(int)), length);
        envelope.Advance(sizeof(int));
    }
}
