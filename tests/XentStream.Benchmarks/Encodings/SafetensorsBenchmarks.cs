using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using XentStream.Encodings;
using XentStream.Encodings.Selection;

namespace XentStream.Benchmarks.Encodings;

/// <summary>A batch of 29 rows of ten classes: from the bytes of a record to tensors, beside what one writes first, which copies them out.</summary>
[MemoryDiagnoser]
public class SafetensorsBenchmarks
{
    private const int Rows = 29;
    private const int Classes = 10;

    private readonly PayloadDecoder decoder = new();
    private byte[] payload = [];

    /// <summary>A payload that names its model.</summary>
    [GlobalSetup]
    public void MakePayload()
    {
        const int Split = Rows * Classes * sizeof(float);
        const int End = Split + (Rows * sizeof(long));
        var header = Encoding.UTF8.GetBytes($$$"""
            {"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F32","shape":[{{{Rows}}},{{{Classes}}}],"data_offsets":[0,{{{Split}}}]},"labels":{"dtype":"I64","shape":[{{{Rows}}}],"data_offsets":[{{{Split}}},{{{End}}}]}}
            """);
        payload = new byte[sizeof(ulong) + header.Length + End];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, (ulong)header.Length);
        header.CopyTo(payload, sizeof(ulong));
    }

    /// <summary>The header as a document, each tensor as an array of its own; nothing is checked.</summary>
    [Benchmark(Baseline = true)]
    public int DocumentAndArrays()
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(payload);
        using var header = JsonDocument.Parse(payload.AsMemory(sizeof(ulong), length));
        return Copy(header, "logits", length) + Copy(header, "labels", length);
    }

    /// <summary>Views of the payload's own bytes, with all checks.</summary>
    [Benchmark]
    public int DecodedInPlace() => decoder.Decode(payload, default, PayloadEncoding.Safetensors, out var decoded) is null
        ? decoded.Tensors.Scores.Bytes.Length + decoded.Tensors.Labels.Bytes.Length
        : throw new InvalidOperationException("The payload has a fault.");

    private int Copy(JsonDocument header, string name, int headerLength)
    {
        var offsets = header.RootElement.GetProperty(name).GetProperty("data_offsets");
        var begin = sizeof(ulong) + headerLength;
        return payload[(begin + offsets[0].GetInt32())..(begin + offsets[1].GetInt32())].Length;
    }
}
