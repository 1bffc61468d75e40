using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using XentStream.Demo.OpenInference;

namespace XentStream.Benchmarks.Encodings;

/// <summary>Records of about 64 KiB: rows of ten F32 logits with an I64 label.</summary>
internal static class DecodingData
{
    private const int Classes = 10;
    private const int BinaryRows = 1360;
    private const int JsonRows = 340;

    public static byte[] Safetensors { get; } = MakeSafetensors();

    public static byte[] RawProtobuf { get; } = MakeProtobuf(isRaw: true);

    public static byte[] TypedProtobuf { get; } = MakeProtobuf(isRaw: false);

    public static byte[] Json { get; } = MakeJson();

    private static float[] Logits(int rows)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, rows * Classes).Select(_ => (float)((random.NextDouble() * 16) - 8))];
    }

    private static long[] Labels(int rows) => [.. Enumerable.Range(0, rows).Select(row => (long)(row % Classes))];

    private static byte[] MakeSafetensors()
    {
        const int Split = BinaryRows * Classes * sizeof(float);
        const int End = Split + (BinaryRows * sizeof(long));
        var header = Encoding.UTF8.GetBytes($$$"""
            {"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F32","shape":[{{{BinaryRows}}},{{{Classes}}}],"data_offsets":[0,{{{Split}}}]},"labels":{"dtype":"I64","shape":[{{{BinaryRows}}}],"data_offsets":[{{{Split}}},{{{End}}}]}}
            """);
        var prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        return [.. prefix, .. header, .. MemoryMarshal.AsBytes<float>(Logits(BinaryRows)), .. MemoryMarshal.AsBytes<long>(Labels(BinaryRows))];
    }

    private static byte[] MakeProtobuf(bool isRaw)
    {
        var message = new ModelInferResponse
        {
            ModelName = "digits",
            ModelVersion = "v1",
            Outputs =
            {
                new InferTensor { Name = "logits", Datatype = "FP32", Shape = { BinaryRows, Classes } },
                new InferTensor { Name = "labels", Datatype = "INT64", Shape = { BinaryRows } },
            },
        };
        if (isRaw)
        {
            message.RawOutputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Logits(BinaryRows))));
            message.RawOutputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(Labels(BinaryRows))));
        }
        else
        {
            message.Outputs[0].Contents = new InferTensorContents { Fp32Contents = { Logits(BinaryRows) } };
            message.Outputs[1].Contents = new InferTensorContents { Int64Contents = { Labels(BinaryRows) } };
        }

        return message.ToByteArray();
    }

    // As Python writes floats: all digits of the double.
    private static byte[] MakeJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model_name", "digits");
            json.WriteStartArray("outputs");
            WriteTensor(json, "logits", "FP32", [JsonRows, Classes], () => Array.ForEach(Logits(JsonRows), value => json.WriteNumberValue((double)value)));
            WriteTensor(json, "labels", "INT64", [JsonRows], () => Array.ForEach(Labels(JsonRows), json.WriteNumberValue));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, string name, string datatype, long[] shape, Action writeValues)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("datatype", datatype);
        json.WriteStartArray("shape");
        Array.ForEach(shape, json.WriteNumberValue);
        json.WriteEndArray();
        json.WriteStartArray("data");
        writeValues();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
