using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using XentStream.Encodings.OpenInference.Json;
using XentStream.Encodings.Selection;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.CloudEvents;

/// <summary>
/// Reads CloudEvents in structured mode: a JSON object with attributes beside its data, which is JSON in <c>data</c> or any bytes in <c>data_base64</c>:
/// <see href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md"/>.
/// </summary>
internal sealed class StructuredEvent
{
    private readonly ElementBuffer buffer = new();
    private readonly TensorTable texts = new();

    /// <summary>Reads an event.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="headers">Get the content type of the data, and the model where the event names it.</param>
    /// <param name="data">The data: a part of the payload, or bytes that are valid until the next event.</param>
    public Fault? Read(ReadOnlySpan<byte> payload, scoped ref RecordHeaders headers, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (!Utf8.IsValid(payload))
        {
            return JsonFaults.NotUtf8();
        }

        if (JsonStrictness.HasLoneSurrogate(payload))
        {
            return JsonFaults.LoneSurrogate();
        }

        texts.Clear();
        var json = new Utf8JsonReader(payload);
        try
        {
            headers.Take(RecordHeaders.ContentTypeName, "application/json"u8);
            headers.Take(RecordHeaders.HeaderLengthName, default);
            return ReadObject(ref json, payload, ref headers, out data) ?? (data.IsEmpty ? EventFaults.NoData() : null);
        }
        catch (JsonException malformed)
        {
            return JsonFaults.NotJson(payload, malformed.LineNumber ?? 0, malformed.BytePositionInLine ?? 0);
        }
    }

    private Fault? ReadObject(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> payload, scoped ref RecordHeaders headers, out ReadOnlySpan<byte> data)
    {
        data = default;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return JsonFaults.NoObject();
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isJson = json.ValueTextEquals("data"u8);
            var isBase64 = json.ValueTextEquals("data_base64"u8);
            var attribute = json.ValueTextEquals("datacontenttype"u8) ? RecordHeaders.ContentTypeName
                : json.ValueTextEquals("inferenceservicename"u8) ? "ce_inferenceservicename"
                : json.ValueTextEquals("id"u8) ? "ce_id"
                : null;
            json.Read();
            var fault = (isJson || isBase64) && !data.IsEmpty ? EventFaults.DataTwice()
                : isJson ? ReadJson(ref json, payload, out data)
                : isBase64 ? ReadBase64(ref json, out data)
                : attribute is not null ? ReadAttribute(ref json, attribute, ref headers)
                : JsonStrictness.Skip(ref json);
            if (fault is not null)
            {
                return fault;
            }
        }

        // Anything but white space behind the object throws here.
        json.Read();
        return null;
    }

    private static Fault? ReadJson(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return EventFaults.DataNoObject();
        }

        var start = (int)json.TokenStartIndex;
        var fault = JsonStrictness.Skip(ref json);
        data = payload[start..(int)json.BytesConsumed];
        return fault;
    }

    private Fault? ReadBase64(scoped ref Utf8JsonReader json, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (json.TokenType != JsonTokenType.String)
        {
            return EventFaults.NotBase64();
        }

        // Writers may escape the slash of base64.
        var text = json.ValueSpan;
        var target = buffer.Take(json.ValueIsEscaped ? text.Length : Base64.GetMaxDecodedFromUtf8Length(text.Length));
        if (json.ValueIsEscaped)
        {
            var length = json.CopyString(target);
            return Base64.DecodeFromUtf8InPlace(target[..length], out var decoded) == System.Buffers.OperationStatus.Done ? Set(target[..decoded], out data) : EventFaults.NotBase64();
        }

        return Base64.DecodeFromUtf8(text, target, out _, out var written) == System.Buffers.OperationStatus.Done ? Set(target[..written], out data) : EventFaults.NotBase64();
    }

    private static Fault? Set(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> data)
    {
        data = bytes;
        return null;
    }

    private Fault? ReadAttribute(scoped ref Utf8JsonReader json, string attribute, scoped ref RecordHeaders headers)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return JsonFaults.NotText(attribute switch { RecordHeaders.ContentTypeName => "datacontenttype", "ce_id" => "id", _ => "inferenceservicename" });
        }

        if (!texts.TryKeep(ref json, out var text))
        {
            return TensorFaults.TooMuchText();
        }

        headers.Take(attribute, texts[text]);
        return null;
    }
}
