using System.Text.Encodings.Web;
using System.Text.Json;
using XentStream.Configuration;
using XentStream.Output;
using XentStream.Pipeline.Publishing;
using XentStream.Pipeline.Recording;
using XentStream.Scoring;
using XentStream.Scoring.Faults;

namespace XentStream.Reports;

/// <summary>Writes a report as JSON: public interface, described by <c>report.schema.json</c> beside this file. Windows are written as they are read, and not held in memory.</summary>
internal static class ReportJson
{
    /// <summary>The number of the format; another one is not read.</summary>
    public const int Format = 1;

    public static void Write(Stream output, ReportSummary summary, bool isIndented = true)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        WriteHead(json, summary);
        WriteModels(json, summary);
        WriteWindows(json, summary);
        WritePairs(json, summary);
        WriteCuts(json, summary);
        json.WritePropertyName("certificate");
        JsonSerializer.Serialize(json, summary.Certificate, JsonTypes.SnakeCase.Certificate);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, ReportSummary summary)
    {
        json.WriteNumber("xentstream_report", Format);
        json.WriteString("program", ReportSummary.Program);
        json.WriteString("kernel", BatchScorer.KernelIdentity);
        json.WriteString("created", summary.Created.UtcDateTime);
        json.WriteNumber("seconds", Math.Round(summary.Result.Elapsed.TotalSeconds, 3));
        json.WriteStartObject("scope");
        json.WriteStartArray("topics");
        summary.Scope.Topics.ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
        WriteTime(json, "from", summary.Scope.From);
        WriteTime(json, "to", summary.Scope.To);
        json.WriteString("committed_by", summary.Scope.OnlyCommitted ? summary.Settings.Kafka.GroupId : null);
        json.WriteString("model", summary.Scope.Model);
        json.WriteString("version", summary.Scope.Version);
        json.WriteEndObject();
        json.WriteNumber("window_seconds", summary.Settings.Window.TotalSeconds);
        json.WritePropertyName("configuration");
        SettingsJson.WriteEvaluation(summary.Settings).WriteTo(json);
    }

    private static void WriteModels(Utf8JsonWriter json, ReportSummary summary)
    {
        json.WriteStartArray("models");
        foreach (var model in summary.Models)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Model);
            json.WriteString("version", model.Version);
            json.WriteString("contract", model.Contract);
            WriteFigures(json, model.Figures);
            WriteJoin(json, summary, model.Figures);
            PrintedFigures.WriteCalibration(json, model.Figures, hasMeans: !model.Figures.IsDifference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWindows(Utf8JsonWriter json, ReportSummary summary)
    {
        json.WriteStartArray("windows");
        foreach (var (key, figures) in summary.Result.Windows)
        {
            json.WriteStartObject();
            json.WriteString("model", key.Model);
            json.WriteString("version", key.Version);
            json.WriteStartObject("window");
            json.WriteString("start", key.WindowStart.UtcDateTime);
            json.WriteNumber("seconds", summary.Settings.Window.TotalSeconds);
            json.WriteEndObject();
            WriteFigures(json, figures);
            WriteJoin(json, summary, figures);
            json.WriteBase64String("totals", figures.Totals.ToCanonicalBytes());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePairs(Utf8JsonWriter json, ReportSummary summary)
    {
        json.WriteStartArray("pairs");
        foreach (var pair in summary.Result.Pairs)
        {
            json.WriteStartObject();
            json.WriteString("model", pair.Model);
            json.WriteString("first", pair.Pair.First);
            json.WriteString("second", pair.Pair.Second);
            json.WriteNumber("batches", pair.Batches);
            json.WriteNumber("rows", pair.Rows.Rows);
            json.WriteFigure("mean_difference", pair.Rows.MeanDifference);
            json.WriteFigure("standard_error", pair.Rows.StandardError);
            json.WriteNumber("first_lower", pair.Rows.FirstLower);
            json.WriteNumber("second_lower", pair.Rows.SecondLower);
            json.WriteNumber("equal", pair.Rows.Equal);
            json.WriteNumber("infinite", pair.Rows.Infinite);
            json.WriteNumber("only_first", pair.OnlyFirst);
            json.WriteNumber("only_second", pair.OnlySecond);
            json.WriteNumber("labels_differ", pair.LabelsDiffer);
            json.WriteNumber("repeated", pair.Repeated);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCuts(Utf8JsonWriter json, ReportSummary summary)
    {
        if (summary.Settings.Join is not null)
        {
            json.WriteStartArray("cut");
            summary.Result.Cut.ToList().ForEach(partition => json.WriteStringValue(partition.ToString()));
            json.WriteEndArray();
        }
    }

    private static void WriteFigures(Utf8JsonWriter json, WindowFigures figures)
    {
        PrintedFigures.Write(json, figures, hasMeans: !figures.IsDifference);
        WriteReasons(json, "rejected", figures.RejectedByCode);
        WriteReasons(json, "warned", figures.WarnedByCode);
    }

    private static void WriteJoin(Utf8JsonWriter json, ReportSummary summary, WindowFigures figures)
    {
        if (summary.Settings.Join is null)
        {
            return;
        }

        json.WriteStartObject("join");
        PrintedFigures.WriteJoin(json, figures);
        if (figures.RejectedLabelsByCode.ContainsAnyExcept(0))
        {
            WriteReasons(json, "rejected_labels", figures.RejectedLabelsByCode);
        }

        json.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter json, string name, ReadOnlySpan<long> counts)
    {
        json.WriteStartObject(name);
        foreach (var code in FaultCodes.All)
        {
            if (counts[(int)code] > 0)
            {
                json.WriteNumber(code.Name, counts[(int)code]);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
