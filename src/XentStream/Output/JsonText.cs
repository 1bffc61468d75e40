using System.Text.Encodings.Web;
using System.Text.Json;

namespace XentStream.Output;

/// <summary>How JSON is written for people and programs: names in any script as they are.</summary>
internal static class JsonText
{
    /// <summary>On one line.</summary>
    public static JsonSerializerOptions OnOneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>On as many lines as it has values.</summary>
    public static JsonSerializerOptions Indented { get; } = new(OnOneLine) { WriteIndented = true };
}
