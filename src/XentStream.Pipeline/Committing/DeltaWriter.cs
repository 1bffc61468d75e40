using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;
using XentStream.Scoring;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Committing;

/// <summary>Writes deltas as JSON. The field names are public interface; <c>delta.schema.json</c> beside this file describes them.</summary>
internal sealed class DeltaWriter(WorkerSettings settings)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> buffer = new(8192);

    /// <summary>The key of a delta: its model and version.</summary>
    public static byte[] WriteKey(DeltaKey key) => Encoding.UTF8.GetBytes($"{key.Model}/{key.Version}");

    /// <summary>The value of a delta.</summary>
    public byte[] Write(PartitionId source, PendingPartition partition, DeltaKey key, PendingDelta delta)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("model"u8, key.Model);
        json.WriteString("version"u8, key.Version);
        WriteWindow(json, key.WindowStart);
        var totals = TotalsOf(delta);
        WriteCounts(json, delta, totals);
        json.WriteFigures(totals, hasMeans: delta.TakenOut is null);
        json.WriteStartArray("sources"u8);
        WriteSource(json, source, partition);
        if (partition.Labels is { } labels)
        {
            WriteSource(json, labels.Id, labels.Pending);
        }

        json.WriteEndArray();
        if (settings.Join is { } join)
        {
            JoinJson.Write(json, join, delta.Join);
        }

        json.WriteBase64String("totals"u8, totals.ToCanonicalBytes());
        json.WriteString("contract"u8, settings.ContractOf(key.Model)?.Digest);
        json.WriteString("kernel"u8, BatchScorer.KernelIdentity);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteWindow(Utf8JsonWriter json, DateTimeOffset start)
    {
        json.WriteStartObject("window"u8);
        json.WriteString("start"u8, start.UtcDateTime);
        json.WriteNumber("seconds"u8, settings.Window.TotalSeconds);
        json.WriteEndObject();
    }

    // What corrections took out is taken off, so that readers only ever add.
    private static Totals TotalsOf(PendingDelta delta)
    {
        if (delta.TakenOut is null)
        {
            return delta.Totals;
        }

        var difference = new Totals();
        difference.Add(delta.Totals);
        difference.Subtract(delta.TakenOut);
        return difference;
    }

    private static void WriteCounts(Utf8JsonWriter json, PendingDelta delta, Totals totals)
    {
        json.WriteStartObject("records"u8);
        json.WriteNumber("scored"u8, delta.Scored);
        json.WriteNumber("warned"u8, delta.Warned);
        json.WriteNumber("rejected"u8, delta.Rejected);
        json.WriteEndObject();
        json.WriteRows(totals);
    }

    private static void WriteSource(Utf8JsonWriter json, PartitionId source, PendingPartition partition)
    {
        json.WriteStartObject();
        json.WriteString("topic"u8, source.Topic);
        json.WriteNumber("partition"u8, source.Number);
        json.WriteNumber("from"u8, partition.From);
        json.WriteNumber("to"u8, partition.To);
        if (partition.TopicId is { } id)
        {
            json.WriteString("topic_id"u8, id);
        }

        json.WriteEndObject();
    }
}
