using System.Globalization;
using Spectre.Console;
using XentStream.Scoring.Faults;

namespace XentStream.Demo;

/// <summary>Shows the demo to a person: tables on a terminal, plain lines elsewhere.</summary>
internal static class DemoScreen
{
    /// <summary>A table of the model versions, and of the broken batches by reason.</summary>
    public static Table Table(DemoSummary summary)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("model").AddColumn("version");
        foreach (var heading in new[] { "rows", "mean loss", "accuracy", "rejected" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var line in summary.Lines)
        {
            table.AddRow(Markup.Escape(Quote.Of(line.Model)), Markup.Escape(Quote.Of(line.Version)), Text(line.Rows), Text(line.MeanLoss), Text(line.Accuracy), Text(line.Rejected));
        }

        var reasons = summary.Rejected.Concat(summary.Warned).Select(reason => $"{reason.Key} {Text(reason.Value)}").ToList();
        return reasons.Count == 0 ? table : table.Caption(string.Join(" · ", reasons));
    }

    /// <summary>The same as plain lines.</summary>
    public static IEnumerable<string> Lines(DemoSummary summary)
    {
        foreach (var line in summary.Lines)
        {
            yield return $"{Quote.Of(line.Model)} {Quote.Of(line.Version)}: {Text(line.Rows)} rows, mean loss {Text(line.MeanLoss)}, accuracy {Text(line.Accuracy)}, {Text(line.Rejected)} batches rejected";
        }
    }

    /// <summary>The broken batches as plain lines: planted and found.</summary>
    public static IEnumerable<string> Reasons(DemoSummary summary) => summary.Planted.Select(reason =>
        $"{reason.Key}: {Text(reason.Value)} planted, {Text(summary.Rejected.GetValueOrDefault(reason.Key))} rejected, {Text(summary.Warned.GetValueOrDefault(reason.Key))} scored with a warning");

    /// <summary>The books of the version whose labels come by themselves, as a plain line.</summary>
    public static string Books(DemoSummary summary) => $"{DigitBatch.Model} {DelayedPass.Version}: {summary.Books}";

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? figure) => figure?.ToString("0.00000", CultureInfo.InvariantCulture) ?? "none";
}
