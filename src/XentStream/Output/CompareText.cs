using System.Globalization;
using XentStream.Comparing;
using XentStream.Pipeline.Replay;
using XentStream.Scoring.Faults;

namespace XentStream.Output;

/// <summary>Writes a comparison for people.</summary>
internal sealed class CompareText(TextWriter output)
{
    // Whoever wants them all takes the JSON.
    private const int MostWindows = 20;

    public void Write(Comparison comparison)
    {
        var count = comparison.Differences.Count;
        output.WriteLine(count == 0
            ? $"{comparison.A.Name} and {comparison.B.Name} are equal to the bit, in all {Counted.Of(comparison.Equal, "window")} of their models and versions."
            : $"{comparison.A.Name} and {comparison.B.Name} differ in {count} of {Counted.Of(comparison.Equal + count, "window")}; the others are equal to the bit.");
        foreach (var cause in comparison.Causes)
        {
            output.WriteLine($"  {cause.Code}: {cause.Sentence}");
        }

        foreach (var difference in comparison.Differences.Take(MostWindows))
        {
            Write(difference);
        }

        if (count > MostWindows)
        {
            output.WriteLine($"and {count - MostWindows} more; --json has them all.");
        }
    }

    private void Write(WindowDifference difference)
    {
        var (model, version, start) = difference.Key;
        var name = model.Length == 0 ? "no model named" : $"{Quote.Of(model)} {Quote.Of(version)}".TrimEnd();
        output.WriteLine($"{start.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} {name}: {string.Join(", ", difference.Causes)}");
        output.WriteLine($"  A: {Text(difference.A)}");
        output.WriteLine($"  B: {Text(difference.B)}");
        if (difference.LossDifference is { } by)
        {
            output.WriteLine($"  B − A: {by.ToString("R", CultureInfo.InvariantCulture)} nats");
        }
    }

    private static string Text(WindowSketch? window) => window is null ? "nothing" : string.Create(
        CultureInfo.InvariantCulture, $"{window.Scored} scored, {window.Warned} warned, {window.Rejected} rejected; {Counted.Of(window.Rows, "row")}, mean loss {window.MeanLoss?.ToString("R", CultureInfo.InvariantCulture) ?? "none"}{Text(window.Books, window.Coverage)}");

    private static string Text(CertifiedBooks? books, double? coverage) => books is null ? ""
        : $"{(coverage is { } share ? $", {share.ToString("P2", CultureInfo.InvariantCulture)} of the rows labelled" : "")}; {string.Join(", ", books.All.Select(book => $"{book.Name}: {BookText.Of(book.Rows)}"))}";
}
