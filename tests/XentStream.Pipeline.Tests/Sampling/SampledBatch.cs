using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Sampling;

namespace XentStream.Pipeline.Tests.Sampling;

/// <summary>A record of a sample, with whatever tensors a test wants.</summary>
internal sealed class SampledBatch(string model = "m", string version = "v1")
{
    private readonly List<string> header = [$$"""
        "__metadata__":{"model":"{{model}}","version":"{{version}}"}
        """];
    private readonly List<byte> data = [];

    public SampledBatch Floats(string name, long[] shape, params ReadOnlySpan<float> numbers) => Add(name, "F32", shape, MemoryMarshal.AsBytes(numbers));

    public SampledBatch Longs(string name, long[] shape, params ReadOnlySpan<long> numbers) => Add(name, "I64", shape, MemoryMarshal.AsBytes(numbers));

    /// <summary>The record at an offset.</summary>
    public SampledRecord At(long offset) => Record(offset, ToArray());

    /// <summary>A record of any value at an offset.</summary>
    public static SampledRecord Record(long offset, byte[]? value) => new(new SamplePlace("predictions", 0, offset), [], PayloadEncoding.Safetensors, () => value);

    public byte[] ToArray()
    {
        var text = Encoding.UTF8.GetBytes($"{{{string.Join(',', header)}}}");
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }

    private SampledBatch Add(string name, string type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        header.Add($$"""
            "{{name}}":{"dtype":"{{type}}","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{data.Count}},{{data.Count + bytes.Length}}]}
            """);
        data.AddRange(bytes);
        return this;
    }
}
