using System.Text;
using System.Text.Json;
using CsCheck;
using XentStream.Encodings.Selection;
using XentStream.Fuzz.Mutations;

namespace XentStream.Fuzz.Targets;

/// <summary>The Open Inference Protocol in JSON.</summary>
internal static class OipJsonTarget
{
    public static Gen<string> Texts { get; } = JsonTokens.Of(Batches.Any.Select(TextOf));

    public static FuzzTarget Create() => new(
        "oip-json", PayloadEncoding.OipJson, ByteChanges.Of(Texts.Select(Encoding.UTF8.GetBytes)).Select(payload => new FuzzInput(payload)), input => IsNoJson(WithoutPrefix(input.Payload)));

    public static bool IsNoJson(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    // A schema registry's, which is no part of the JSON.
    private static ReadOnlyMemory<byte> WithoutPrefix(byte[] payload) => payload.Length > 5 && payload[0] == 0 ? payload.AsMemory(5) : payload;

    private static string TextOf(Batches batch) =>
        $$"""{"model_name":"m","model_version":"1","outputs":[{"name":"logits","datatype":"FP32","shape":[{{batch.Rows}},{{batch.Classes}}],"data":[{{batch.LogitsText}}]},"""
        + $$$"""{"name":"x","datatype":"BYTES","shape":[1],"data":["a"],"parameters":{"content_type":"str"}},"""
        + $$$"""{"name":"labels","datatype":"INT64","shape":[{{{batch.Rows}}}],"data":[{{{batch.LabelsText}}}]}]}""";
}
