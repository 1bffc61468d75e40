using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Output;

/// <summary>Writes what became of a payload as one line of JSON. The field names are public interface.</summary>
internal static class EvaluationJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, string file, Evaluation evaluation, IEnumerable<double>? rowLosses)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteIdentity(json, file, evaluation);
            if (evaluation.IsDecoded)
            {
                WriteTensor(json, "scores", ContractWords.Scores.NameOf(evaluation.Kinds.Scores), evaluation.ScoresType, evaluation.ScoresShape);
                WriteTensor(json, "labels", ContractWords.Labels.NameOf(evaluation.Kinds.Labels), evaluation.LabelsType, evaluation.LabelsShape);
            }

            if (evaluation.Status != BatchStatus.Rejected)
            {
                WriteTotals(json, evaluation.Totals, evaluation.Mean);
                WriteRowLosses(json, rowLosses);
            }

            WriteFaults(json, evaluation);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteIdentity(Utf8JsonWriter json, string file, Evaluation evaluation)
    {
        json.WriteString("file", file);
        json.WriteString("encoding", evaluation.Encoding is { } encoding ? PayloadEncodings.NameOf(encoding) : null);
        json.WriteString("model", evaluation.Model);
        json.WriteString("version", evaluation.Version);
        json.WriteString("status", evaluation.Status.ToString().ToLowerInvariant());
    }

    private static void WriteTensor(Utf8JsonWriter json, string name, string kind, ElementType type, TensorShape shape)
    {
        json.WriteStartObject(name);
        json.WriteString("kind", kind);
        json.WriteString("type", type.Name);
        json.WriteStartArray("shape");
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            json.WriteNumberValue(shape[axis]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, Totals totals, MeanKind mean)
    {
        json.WriteRows(totals);
        json.WriteStartObject("loss");
        json.WriteFigure("mean", totals.MeanOf(mean));
        json.WriteString("mean_kind", ContractWords.Means.NameOf(mean));
        json.WriteLossMembers(totals);
        json.WriteEndObject();
        json.WriteOtherFigures(totals);
        json.WriteFigure("calibration_error", totals.CalibrationError);
        json.WriteBase64String("totals", totals.ToCanonicalBytes());
    }

    // In the order of the labels: null for an ignored row, and infinity as a text, since JSON has no number for it.
    private static void WriteRowLosses(Utf8JsonWriter json, IEnumerable<double>? losses)
    {
        if (losses is null)
        {
            return;
        }

        json.WriteStartArray("losses");
        foreach (var loss in losses)
        {
            if (double.IsFinite(loss))
            {
                json.WriteNumberValue(loss);
            }
            else if (double.IsNaN(loss))
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteStringValue("Infinity");
            }
        }

        json.WriteEndArray();
    }

    private static void WriteFaults(Utf8JsonWriter json, Evaluation evaluation)
    {
        json.WriteStartArray("faults");
        foreach (var fault in evaluation.Faults)
        {
            json.WriteStartObject();
            json.WriteString("code", fault.Code.Name);
            json.WriteString("severity", fault.Severity.ToString().ToLowerInvariant());
            json.WriteString("certainty", fault.Certainty.ToString().ToLowerInvariant());
            json.WriteString("wrong", fault.Wrong);
            json.WriteString("cause", fault.Cause);
            json.WriteString("fix", fault.Fix);
            WriteAlternatives(json, fault);
            if (fault.LossAfterFix is { } loss)
            {
                json.WriteNumber("loss_after_fix", loss);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAlternatives(Utf8JsonWriter json, Fault fault)
    {
        if (fault.Alternatives.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("alternatives");
        foreach (var code in fault.Alternatives)
        {
            json.WriteStringValue(code.Name);
        }

        json.WriteEndArray();
    }
}
