using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using XentStream.Fuzz.Mutations;

namespace XentStream.Fuzz.Targets;

/// <summary>CloudEvents in structured mode, with JSON or base64 in them.</summary>
internal static class CloudEventsTarget
{
    private static readonly Gen<string> WithJson =
        from data in OipJsonTarget.Texts
        select $$"""{"specversion":"1.0","id":"1","inferenceservicename":"m","data":{{data}}}""";

    private static readonly Gen<string> WithBase64 =
        from batch in Batches.Any
        let payload = SafetensorsTarget.Frame(SafetensorsTarget.HeaderOf(batch), 0, [.. MemoryMarshal.AsBytes<float>(batch.Logits), .. MemoryMarshal.AsBytes<long>(batch.Labels)])
        select $$"""{"specversion":"1.0","datacontenttype":"application/x-safetensors","data_base64":"{{Convert.ToBase64String(payload)}}"}""";

    public static FuzzTarget Create() => new(
        "cloudevents",
        Encoding: null,
        ByteChanges.Of(JsonTokens.Of(Gen.OneOf(WithJson, WithBase64)).Select(Encoding.UTF8.GetBytes)).Select(payload => new FuzzInput(payload, "application/cloudevents+json")),
        input => OipJsonTarget.IsNoJson(input.Payload));
}
