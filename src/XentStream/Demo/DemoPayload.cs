using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace XentStream.Demo;

/// <summary>Writes safetensors as a producer would, and lets a planted fault change what it likes.</summary>
internal sealed class DemoPayload
{
    private readonly JsonObject header = [];
    private readonly List<byte> data = [];

    /// <summary>A payload that names its model and version.</summary>
    public static DemoPayload Named(string model, string version)
    {
        var payload = new DemoPayload();
        payload.header["__metadata__"] = new JsonObject { ["model"] = model, ["version"] = version };
        return payload;
    }

    /// <summary>The payload of a batch.</summary>
    public static DemoPayload Of(DigitBatch batch) => WithoutLabels(batch).Add("labels", "I64", [batch.Rows], batch.Labels);

    /// <summary>The payload of a batch whose labels come by themselves.</summary>
    public static DemoPayload WithoutLabels(DigitBatch batch) => Named(DigitBatch.Model, batch.Version).Add("logits", "F32", [batch.Rows, DigitBatch.Classes], batch.Logits);

    /// <summary>Adds a tensor, true or not.</summary>
    public DemoPayload Add(string name, string type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        var begin = data.Count;
        data.AddRange(bytes);
        header[name] = new JsonObject
        {
            ["dtype"] = type,
            ["shape"] = new JsonArray([.. shape.Select(length => (JsonNode)length)]),
            ["data_offsets"] = new JsonArray(begin, data.Count),
        };
        return this;
    }

    public byte[] ToArray() => Frame(header.ToJsonString(), data.ToArray());

    /// <summary>The text of the header, for faults that are in the text itself.</summary>
    public byte[] ToArray(Func<string, string> changeHeader) => Frame(changeHeader(header.ToJsonString()), data.ToArray());

    private static byte[] Frame(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var payload = new byte[sizeof(ulong) + text.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, (ulong)text.Length);
        text.CopyTo(payload, sizeof(ulong));
        data.CopyTo(payload, sizeof(ulong) + text.Length);
        return payload;
    }
}
