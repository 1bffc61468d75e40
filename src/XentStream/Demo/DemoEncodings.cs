using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using XentStream.Demo.OpenInference;
using XentStream.Encodings.Selection;

namespace XentStream.Demo;

/// <summary>Writes a batch in each way in which inference services write one.</summary>
internal static class DemoEncodings
{
    /// <summary>All ways.</summary>
    public static IReadOnlyList<Func<DigitBatch, DemoRecord>> All { get; } = [Safetensors, RawProtobuf, TypedProtobuf, Json, JsonWithTail, StructuredEvent];

    private static DemoRecord Safetensors(DigitBatch batch) => new(DemoPayload.Of(batch).ToArray());

    private static DemoRecord RawProtobuf(DigitBatch batch)
    {
        var message = Message(batch);
        message.RawOutputContents.Add(ByteString.CopyFrom(batch.Logits));
        message.RawOutputContents.Add(ByteString.CopyFrom(batch.Labels));
        return new(message.ToByteArray()) { Headers = [(RecordHeaders.ContentTypeName, "application/x-protobuf")] };
    }

    private static DemoRecord TypedProtobuf(DigitBatch batch)
    {
        var message = Message(batch);
        message.Outputs[0].Contents = new InferTensorContents { Fp32Contents = { Scores(batch).ToArray() } };
        message.Outputs[1].Contents = new InferTensorContents { Int64Contents = { Truths(batch).ToArray() } };
        return new(message.ToByteArray()) { Headers = [(RecordHeaders.InferTypeName, "proto/InferModelResponse")] };
    }

    private static DemoRecord Json(DigitBatch batch) => new(WriteJson(batch, hasTail: false)) { Headers = [(RecordHeaders.ContentTypeName, "application/json")] };

    private static DemoRecord JsonWithTail(DigitBatch batch)
    {
        var json = WriteJson(batch, hasTail: true);
        return new([.. json, .. batch.Logits, .. batch.Labels])
        {
            Headers = [(RecordHeaders.ContentTypeName, "application/octet-stream"), (RecordHeaders.HeaderLengthName, json.Length.ToString(CultureInfo.InvariantCulture))],
        };
    }

    private static DemoRecord StructuredEvent(DigitBatch batch)
    {
        var data = Encoding.UTF8.GetString(WriteJson(batch, hasTail: false));
        var json = $$"""{"specversion":"1.0","id":"1","source":"demo","type":"org.kubeflow.serving.inference.response","inferenceservicename":"{{DigitBatch.Model}}","data":{{data}}}""";
        return new(Encoding.UTF8.GetBytes(json)) { Headers = [(RecordHeaders.ContentTypeName, "application/cloudevents+json")] };
    }

    private static ModelInferResponse Message(DigitBatch batch) => new()
    {
        ModelName = DigitBatch.Model,
        ModelVersion = batch.Version,
        Outputs =
        {
            new InferTensor { Name = "logits", Datatype = "FP32", Shape = { batch.Rows, DigitBatch.Classes } },
            new InferTensor { Name = "labels", Datatype = "INT64", Shape = { batch.Rows } },
        },
    };

    private static byte[] WriteJson(DigitBatch batch, bool hasTail)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model_name", DigitBatch.Model);
            json.WriteString("model_version", batch.Version);
            json.WriteStartArray("outputs");
            WriteTensor(json, "logits", "FP32", [batch.Rows, DigitBatch.Classes], hasTail ? batch.Logits.Length : null, () => Scores(batch).ForEach(json.WriteNumberValue));
            WriteTensor(json, "labels", "INT64", [batch.Rows], hasTail ? batch.Labels.Length : null, () => Truths(batch).ForEach(json.WriteNumberValue));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // The values stand here, or so many bytes of them behind the JSON.
    private static void WriteTensor(Utf8JsonWriter json, string name, string datatype, long[] shape, int? tail, Action writeValues)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("datatype", datatype);
        json.WriteStartArray("shape");
        Array.ForEach(shape, json.WriteNumberValue);
        json.WriteEndArray();
        if (tail is { } length)
        {
            json.WriteStartObject("parameters");
            json.WriteNumber("binary_data_size", length);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("data");
            writeValues();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static List<float> Scores(DigitBatch batch) => [.. MemoryMarshal.Cast<byte, float>(batch.Logits)];

    private static List<long> Truths(DigitBatch batch) => [.. MemoryMarshal.Cast<byte, long>(batch.Labels)];
}
