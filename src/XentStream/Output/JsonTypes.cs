using System.Text.Json;
using System.Text.Json.Serialization;
using XentStream.Pipeline.Quarantine;
using XentStream.Pipeline.Replay;
using XentStream.Status;

namespace XentStream.Output;

/// <summary>The types that are written as JSON property by property, by code that the compiler makes of them: there is no reflection in a program that is compiled to native code.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(CertifiedBooks))]
[JsonSerializable(typeof(HeldGroup))]
[JsonSerializable(typeof(StatusSnapshot))]
internal sealed partial class JsonTypes : JsonSerializerContext
{
    /// <summary>With names like <c>mean_loss</c>: reports, certificates and the status.</summary>
    public static JsonTypes SnakeCase { get; } = new(new JsonSerializerOptions(JsonText.OnOneLine) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });

    /// <summary>With names like <c>examplePlace</c>: the quarantine.</summary>
    public static JsonTypes CamelCase { get; } = new(new JsonSerializerOptions(JsonText.OnOneLine) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
}
