using System.Text.Json;
using System.Text.Unicode;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>
/// Reads messages of the Open Inference Protocol in JSON, alone or with tensors as bytes behind it:
/// <see href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md"/> and Triton's
/// <see href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">binary tensor data extension</see>.
/// </summary>
/// <remarks>
/// <code>
///   {"model_name": "digits", "model_version": "v1", "outputs": [
///      {"name": "logits", "datatype": "FP32", "shape": [2, 3], "data": [0.1, 2.5, …]},                          the values here,
///      {"name": "labels", "datatype": "INT64", "shape": [2], "parameters": {"binary_data_size": 16}}]}          or in order behind the JSON
/// </code>
/// One walk finds the tensors; only the arrays of those that matter are read, by <see cref="JsonArray"/>. Tensors lie in <c>outputs</c>, or in
/// <c>inputs</c>, where Triton's client puts what it sends.
/// </remarks>
/// <param name="table">Gets the tensors.</param>
/// <param name="readsPlainLabels">Whether labels may stand in the message itself: <c>{"id": …, "labels": […]}</c>.</param>
internal sealed partial class OipJsonReader(TensorTable table, bool readsPlainLabels = false)
{
    private const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    // Bytes behind the JSON that tensors announce, in order.
    private long announced;

    /// <summary>Reads a message.</summary>
    /// <param name="payload">The JSON, and behind it the tensors that it announces.</param>
    /// <param name="length">The length of the JSON.</param>
    /// <param name="decoded">Gets the identity.</param>
    /// <returns>The fault, or null; then the table holds the tensors.</returns>
    public Fault? Read(ReadOnlySpan<byte> payload, int length, ref DecodedPayload decoded)
    {
        announced = 0;
        var text = payload[..length];
        if (!Utf8.IsValid(text))
        {
            return JsonFaults.NotUtf8();
        }

        if (JsonStrictness.HasLoneSurrogate(text))
        {
            return JsonFaults.LoneSurrogate();
        }

        var json = new Utf8JsonReader(text, Options);
        try
        {
            return ReadMessage(ref json, ref decoded) ?? PlaceTail(length, payload.Length - length);
        }
        catch (JsonException malformed)
        {
            return json.CurrentDepth >= MaxDepth - 1 ? JsonFaults.TooDeep(MaxDepth) : JsonFaults.NotJson(text, malformed.LineNumber ?? 0, malformed.BytePositionInLine ?? 0);
        }
    }

    private Fault? ReadMessage(ref Utf8JsonReader json, ref DecodedPayload decoded)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return JsonFaults.NoObject();
        }

        var seen = MessageKey.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = KeyOf(ref json);
            key = key is MessageKey.Labels or MessageKey.Rows && !readsPlainLabels ? MessageKey.None : key;
            if ((seen & key) != 0)
            {
                return JsonFaults.KeyTwice(json.GetString()!);
            }

            seen |= key;
            json.Read();
            var fault = key switch
            {
                MessageKey.Model => ReadIdentity(ref json, "model_name", ref decoded),
                MessageKey.Version => ReadIdentity(ref json, "model_version", ref decoded),
                MessageKey.Outputs => ReadTensors(ref json, "outputs"),
                MessageKey.Inputs => ReadTensors(ref json, "inputs"),
                MessageKey.Id => ReadId(ref json, ref decoded),
                MessageKey.Labels => ReadPlain(ref json, "labels"u8),
                MessageKey.Rows => ReadPlain(ref json, "rows"u8),
                _ => JsonStrictness.Skip(ref json),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        // Anything but white space behind the object throws here.
        json.Read();
        return null;
    }

    private static MessageKey KeyOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("model_name"u8) ? MessageKey.Model
        : json.ValueTextEquals("model_version"u8) ? MessageKey.Version
        : json.ValueTextEquals("outputs"u8) ? MessageKey.Outputs
        : json.ValueTextEquals("inputs"u8) ? MessageKey.Inputs
        : json.ValueTextEquals("id"u8) ? MessageKey.Id
        : json.ValueTextEquals("labels"u8) ? MessageKey.Labels
        : json.ValueTextEquals("rows"u8) ? MessageKey.Rows
        : MessageKey.None;

    private Fault? ReadIdentity(ref Utf8JsonReader json, string key, ref DecodedPayload decoded)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.String)
        {
            return JsonFaults.NotText(key);
        }

        if (!table.TryKeep(ref json, out var text))
        {
            return TensorFaults.TooMuchText();
        }

        if (key == "model_name")
        {
            decoded.Model = table[text];
        }
        else
        {
            decoded.Version = table[text];
        }

        return null;
    }

    private Fault? ReadTensors(ref Utf8JsonReader json, string key)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            return JsonFaults.NotTensors(key);
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var fault = json.TokenType == JsonTokenType.StartObject ? ReadTensor(ref json) : JsonFaults.NotTensors(key);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private Fault? PlaceTail(int start, int length)
    {
        if (announced != length)
        {
            return JsonFaults.TailMismatch(announced, length);
        }

        foreach (ref var tensor in table.Entries)
        {
            if (tensor.Form == TensorForm.Bytes)
            {
                tensor.Start = start;
                start += tensor.Length;
            }
        }

        return null;
    }

    [Flags]
    private enum MessageKey
    {
        None = 0,
        Model = 1,
        Version = 2,
        Outputs = 4,
        Inputs = 8,
        Id = 16,
        Labels = 32,
        Rows = 64,
    }
}
