using System.Globalization;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Replay.Pairing;
using XentStream.Reports;
using XentStream.Scoring.Faults;

namespace XentStream.Output;

/// <summary>Writes what a replay comes to for people.</summary>
internal sealed class ReplayText(TextWriter output)
{
    public void Write(ReportSummary summary)
    {
        var result = summary.Result;
        output.WriteLine(Text($"{Counted.Of(result.Records, "record")} of {Counted.Of(result.Partitions.Count, "partition")} in {result.Elapsed.TotalSeconds:0.0} s"));
        if (NoNumber.Of(summary) is { } none)
        {
            output.WriteLine(none);
        }

        foreach (var model in summary.Models.Where(model => !model.IsLabelsOnly))
        {
            Write(model);
            WriteBooks(model.Figures.Join);
        }

        if (summary.Settings.Join is not null)
        {
            output.WriteLine($"labels of {summary.Settings.Topics.Labels}: {BookText.Of(CertifiedBooks.Of(summary.Books).Labels)}");
            foreach (var (code, records) in summary.RejectedLabels)
            {
                output.WriteLine(Text($"  rejected: {Counted.Of(records, "record")} {code.Name}"));
            }
        }

        if (result is { Pair: { } asked, Pairs.Count: 0 })
        {
            output.WriteLine($"No batch of {asked.First} or {asked.Second} was scored: there is nothing to compare row by row.");
        }

        foreach (var pair in result.Pairs)
        {
            Write(pair);
        }

        foreach (var partition in result.Cut)
        {
            output.WriteLine($"{partition} begins later than what decides the labels near the begin of the range: retention may have removed some of it, and rows there may be paired otherwise.");
        }

        foreach (var partition in result.Partitions.Where(partition => partition.Lost > 0))
        {
            output.WriteLine(Text($"{Counted.Of(partition.Lost, "offset")} of {partition.Id} could not be read: removed by retention, or damaged on a broker's disk; the figures are without them."));
        }

        output.WriteLine($"certificate {summary.Certificate.Seal}");
    }

    private void Write(ReportedModel model)
    {
        var (figures, totals) = (model.Figures, model.Figures.Totals);
        output.WriteLine(Text($"{model.Name}: {Counted.Of(figures.Records, "record")} ({figures.Scored} scored, {figures.Warned} warned, {figures.Rejected} rejected), {Counted.Of(totals.Scored, "row")} scored"));
        if (totals.Scored > 0 && !figures.IsDifference)
        {
            output.WriteLine($"  mean loss {Figure(totals.WeightedMean)} nats, accuracy {Figure(totals.Accuracy)}, Brier score {Figure(totals.MeanBrier)}, calibration error {Figure(totals.CalibrationError)}");
        }

        WriteReasons("rejected", figures.RejectedByCode);
        WriteReasons("warned", figures.WarnedByCode);
    }

    private void WriteBooks(JoinCounts join)
    {
        if (!join.IsZero)
        {
            var books = CertifiedBooks.Of(join);
            output.WriteLine($"  rows: {BookText.Of(books.Predictions)}; coverage {join.Coverage?.ToString("P2", CultureInfo.InvariantCulture) ?? "none"}");
            output.WriteLine($"  labels that fit a row: {BookText.Of(books.Matches)}");
        }
    }

    private void Write(PairedVersions pair)
    {
        var ((first, second), rows) = (pair.Pair, pair.Rows);
        output.WriteLine(Text($"{Quote.Of(pair.Model)} {first} beside {second}: {Counted.Of(rows.Rows, "row")} of {Counted.Of(pair.Batches, "pair")} of batches"));
        output.WriteLine($"  mean difference {Figure(rows.MeanDifference)} nats ({second} less {first}), standard error {Figure(rows.StandardError)}");
        output.WriteLine(Text($"  {second} has the lower loss in {Counted.Of(rows.SecondLower, "row")}, {first} in {rows.FirstLower}; {rows.Equal} are equal, {rows.Infinite} infinite in one of them"));
        output.WriteLine(Text($"  without a pair: {pair.OnlyFirst} of {first}, {pair.OnlySecond} of {second}; {pair.LabelsDiffer} with other labels, {pair.Repeated} that repeat an id"));
    }

    private void WriteReasons(string status, ReadOnlySpan<long> counts)
    {
        foreach (var code in FaultCodes.All)
        {
            if (counts[(int)code] > 0)
            {
                output.WriteLine(Text($"  {status}: {counts[(int)code]} {code.Name}"));
            }
        }
    }

    // Written so that it reads back to the same double: who compares numbers by eye shall see all of them.
    private static string Figure(double? figure) => figure?.ToString("R", CultureInfo.InvariantCulture) ?? "none";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
