using System.Text.Json;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Incidents;

internal static partial class IncidentEvent
{
    /// <summary>Reads what <see cref="Write"/> has written, or null for anything else.</summary>
    public static Incident? Parse(ReadOnlyMemory<byte> value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return Parse(document.RootElement.GetProperty("data"));
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Incident Parse(JsonElement data) => new(
        new IncidentKey(Text(data, "code"), Text(data, "model"), Text(data, "version"), new PartitionId(Text(data, "topic"), data.GetProperty("partition").GetInt32())),
        new IncidentExample(Text(data, "severity"), Text(data, "wrong"), Text(data, "cause"), Text(data, "fix")),
        data.GetProperty("count").GetInt64(),
        ParseSighting(data.GetProperty("first")),
        ParseSighting(data.GetProperty("last")),
        data.GetProperty("opened").GetDateTimeOffset(),
        data.GetProperty("seen").GetDateTimeOffset())
    {
        ResolvedAt = data.TryGetProperty("resolved", out var resolved) ? resolved.GetDateTimeOffset() : null,
    };

    private static Sighting ParseSighting(JsonElement sighting) => new(sighting.GetProperty("offset").GetInt64(), sighting.GetProperty("time").GetDateTimeOffset());

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;
}
