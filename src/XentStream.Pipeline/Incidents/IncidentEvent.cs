using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace XentStream.Pipeline.Incidents;

/// <summary>
/// An incident as a CloudEvent in structured mode (<see href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md"/>). The field names are
/// public interface. Opened with a count, each later record has the whole state: a reader needs only the last one of a key.
/// </summary>
internal static partial class IncidentEvent
{
    private const string TypePrefix = "xentstream.incident.";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The key of the incident's records.</summary>
    public static byte[] WriteKey(Incident incident) => Encoding.UTF8.GetBytes(incident.Key.Id);

    /// <summary>The value.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="group">The group of the worker that sees it.</param>
    public static byte[] Write(Incident incident, string group)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0");
        json.WriteString("id"u8, string.Create(CultureInfo.InvariantCulture, $"{incident.Key.Id}/{incident.First.Offset}/{incident.Count}{(incident.ResolvedAt is null ? "" : "/resolved")}"));
        json.WriteString("source"u8, $"/xentstream/{Uri.EscapeDataString(group)}");
        json.WriteString("type"u8, TypePrefix + (incident.ResolvedAt is not null ? "resolved" : incident.OpenedAt == incident.SeenAt ? "opened" : "updated"));
        json.WriteString("subject"u8, incident.Key.Code);
        json.WriteString("time"u8, (incident.ResolvedAt ?? incident.SeenAt).UtcDateTime);
        json.WriteString("datacontenttype"u8, "application/json");
        json.WriteStartObject("data"u8);
        WriteData(json, incident);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteData(Utf8JsonWriter json, Incident incident)
    {
        json.WriteString("code"u8, incident.Key.Code);
        json.WriteString("model"u8, incident.Key.Model);
        json.WriteString("version"u8, incident.Key.Version);
        json.WriteString("topic"u8, incident.Key.Source.Topic);
        json.WriteNumber("partition"u8, incident.Key.Source.Number);
        json.WriteString("status"u8, incident.ResolvedAt is null ? "open" : "resolved");
        json.WriteString("severity"u8, incident.Example.Severity);
        json.WriteString("wrong"u8, incident.Example.Wrong);
        json.WriteString("cause"u8, incident.Example.Cause);
        json.WriteString("fix"u8, incident.Example.Fix);
        json.WriteNumber("count"u8, incident.Count);
        WriteSighting(json, "first", incident.First);
        WriteSighting(json, "last", incident.Last);
        json.WriteString("opened"u8, incident.OpenedAt.UtcDateTime);
        json.WriteString("seen"u8, incident.SeenAt.UtcDateTime);
        if (incident.ResolvedAt is { } resolved)
        {
            json.WriteString("resolved"u8, resolved.UtcDateTime);
        }
    }

    private static void WriteSighting(Utf8JsonWriter json, string name, Sighting sighting)
    {
        json.WriteStartObject(name);
        json.WriteNumber("offset"u8, sighting.Offset);
        json.WriteString("time"u8, sighting.Time.UtcDateTime);
        json.WriteEndObject();
    }
}
