using System.Globalization;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Output;

/// <summary>Writes what became of a payload for people.</summary>
internal static class EvaluationText
{
    public static void Write(TextWriter output, string file, Evaluation evaluation, IEnumerable<double>? rowLosses)
    {
        var name = evaluation.Model.Length == 0 ? "no model named" : $"{Quote.Of(evaluation.Model)} {Quote.Of(evaluation.Version)}".TrimEnd();
        output.WriteLine($"{file}: {name}, {evaluation.Status.ToString().ToLowerInvariant()}");
        if (evaluation.IsDecoded)
        {
            output.WriteLine($"  scores {evaluation.ScoresType.Name} {evaluation.ScoresShape} ({ContractWords.Scores.NameOf(evaluation.Kinds.Scores)}), "
                + $"labels {evaluation.LabelsType.Name} {evaluation.LabelsShape} ({ContractWords.Labels.NameOf(evaluation.Kinds.Labels)})");
        }

        if (evaluation.Status != BatchStatus.Rejected)
        {
            var totals = evaluation.Totals;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {totals.Scored} rows scored, {totals.Ignored} ignored, {totals.Infinite} of infinite loss"));
            output.WriteLine($"  mean loss {Figure(totals.MeanOf(evaluation.Mean))} nats, accuracy {Figure(totals.Accuracy)}, {string.Concat(totals.TopK.Where(hits => hits.K > 1).Select(hits => string.Create(CultureInfo.InvariantCulture, $"within {hits.K} {Figure(hits.Accuracy)}, ")))}"
                + $"Brier score {Figure(totals.MeanBrier)}, calibration error {Figure(totals.CalibrationError)}");
        }

        if (rowLosses is not null && evaluation.Status != BatchStatus.Rejected)
        {
            output.WriteLine($"  losses {string.Join(' ', rowLosses.Select(loss => double.IsNaN(loss) ? "ignored" : loss.ToString("R", CultureInfo.InvariantCulture)))}");
        }

        foreach (var fault in evaluation.Faults)
        {
            Write(output, fault);
        }
    }

    // Three lines: what is wrong, why, and what to do.
    private static void Write(TextWriter output, Fault fault)
    {
        var severity = fault.Severity == Severity.Reject ? "" : $" ({(fault.Severity == Severity.Warn ? "warning" : "note")})";
        var alternatives = fault.Alternatives.IsEmpty ? "" : $" (or {string.Join(", ", fault.Alternatives.Select(code => code.Name))})";
        var loss = fault.LossAfterFix is { } mean ? $" The mean loss is then {Figure(mean)} nats." : "";
        output.WriteLine($"  {fault.Code.Name}{severity}: {fault.Wrong}");
        output.WriteLine($"    likely cause: {fault.Cause}{alternatives}");
        output.WriteLine($"    fix: {fault.Fix}{loss}");
    }

    private static string Figure(double? figure) => figure?.ToString("G6", CultureInfo.InvariantCulture) ?? "none";
}
