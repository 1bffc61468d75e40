using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests;

/// <summary>Both halves of decoding in one call.</summary>
internal static class Decoding
{
    public static readonly Contract AnyContract = new();

    public static Fault? Decode(this PayloadDecoder decoder, ReadOnlySpan<byte> payload, PayloadEncoding? declared, out Decoded decoded) =>
        decoder.Decode(payload, default, declared, AnyContract, out decoded);

    public static Fault? Decode(
        this PayloadDecoder decoder, ReadOnlySpan<byte> payload, RecordHeaders headers, PayloadEncoding? declared, Contract contract, out Decoded decoded)
    {
        var fault = decoder.Read(payload, headers, declared, out var read);
        TensorBatch tensors = default;
        fault ??= decoder.Select(read, contract, out tensors);
        decoded = new Decoded { Payload = read, Tensors = tensors };
        return fault;
    }

    public static RecordHeaders Headers(params ReadOnlySpan<(string Name, byte[] Value)> pairs)
    {
        RecordHeaders headers = default;
        foreach (var (name, value) in pairs)
        {
            headers.Take(name, value);
        }

        return headers;
    }

    public static RecordHeaders OfType(ReadOnlySpan<byte> contentType) => Headers((RecordHeaders.ContentTypeName, contentType.ToArray()));
}
