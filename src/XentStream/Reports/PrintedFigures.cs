using System.Buffers;
using System.Text.Json;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;

namespace XentStream.Reports;

/// <summary>The figures of a model or a window as a report prints them: all of them follow from its counts and exact totals.</summary>
internal static class PrintedFigures
{
    /// <summary>Writes what is counted and what the totals come to.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="hasMeans">Whether means have a meaning.</param>
    public static void Write(Utf8JsonWriter json, WindowFigures figures, bool hasMeans)
    {
        json.WriteStartObject("records");
        json.WriteNumber("scored", figures.Scored);
        json.WriteNumber("warned", figures.Warned);
        json.WriteNumber("rejected", figures.Rejected);
        json.WriteEndObject();
        json.WriteRows(figures.Totals);
        json.WriteFigures(figures.Totals, hasMeans);
    }

    /// <summary>Writes the members of <c>join</c> that follow from its books.</summary>
    public static void WriteJoin(Utf8JsonWriter json, WindowFigures figures)
    {
        JoinJson.WriteBooks(json, figures.Join);
        json.WriteFigure("coverage", figures.Join.Coverage);
    }

    /// <summary>Writes <c>calibration</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="hasMeans">Whether means have a meaning.</param>
    public static void WriteCalibration(Utf8JsonWriter json, WindowFigures figures, bool hasMeans)
    {
        json.WriteStartObject("calibration");
        json.WriteFigure("error", hasMeans ? figures.Totals.CalibrationError : null);
        json.WriteStartArray("bins");
        foreach (var bin in figures.Totals.Bins)
        {
            json.WriteStartObject();
            json.WriteNumber("rows", bin.Rows);
            json.WriteNumber("hits", bin.Hits);
            json.WriteNumber("confidence", bin.Confidence.ToDouble());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Whether what is printed is what counts and totals come to. Whether these are a difference, which has no means, is only in what is printed.</summary>
    public static bool Follow(JsonElement printed, WindowFigures figures) => Agree(printed, Derive(figures, hasMeans: true)) || Agree(printed, Derive(figures, hasMeans: false));

    private static JsonElement Derive(WindowFigures figures, bool hasMeans)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, figures, hasMeans);
            WriteCalibration(json, figures, hasMeans);
            json.WriteStartObject("join");
            WriteJoin(json, figures);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        using var derived = JsonDocument.Parse(buffer.WrittenMemory);
        return derived.RootElement.Clone();
    }

    // A window has no calibration, and only labels that come by themselves have books. What stands beside the books is not derived from them.
    private static bool Agree(JsonElement printed, JsonElement derived) => derived.EnumerateObject().All(member =>
        !printed.TryGetProperty(member.Name, out var there) || (member.NameEquals("join") ? Agree(there, member.Value) : JsonElement.DeepEquals(there, member.Value)));
}
