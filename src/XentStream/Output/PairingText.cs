using System.Globalization;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Sampling.Pairing;

namespace XentStream.Output;

/// <summary>Writes how predictions and their labels pair for people.</summary>
internal sealed class PairingText(TextWriter output)
{
    public void Write(PairingReport report, TimeSpan? within)
    {
        var (predictions, labels) = (report.Predictions, report.Labels);
        output.WriteLine($"{predictions.Name} and {labels.Name}: {Counted.Of(predictions.Tally.Records, "prediction")} before {report.Until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}, "
            + $"and {Counted.Of(labels.Tally.Records, "label record")} of {Words(report.Visible)} after them, of {Counted.Of(report.Partitions, "partition")}");
        Write(predictions);
        Write(labels);
        WritePlacement(report);
        WriteShare(report);
        WriteWithin(report, within);
    }

    private void Write(PairedTopic topic)
    {
        output.WriteLine(Text($"  {topic.Name}: {topic.Tally.Rejected} rejected by themselves; keys are placed by {Placement(topic)}"));
        new TallyText(output).Write(topic.Tally);
    }

    private void WritePlacement(PairingReport report)
    {
        if (report.ArePlacedDifferently)
        {
            output.WriteLine("  Keys of the two topics are placed differently: most predictions never meet their labels. Set partitioner=murmur2_random in the clients on librdkafka (Python, Go, .NET), and give both topics the same keys.");
        }

        if (report.Elsewhere > 0)
        {
            output.WriteLine($"  {Counted.Of(report.Elsewhere, "label record")} {(report.Elsewhere == 1 ? "has its" : "have their")} prediction in a partition of another number, where they never meet.");
        }
    }

    private void WriteShare(PairingReport report)
    {
        var books = CertifiedBooks.Of(report.Books);
        output.WriteLine(report.Books.Coverage is { } share
            ? $"  {share.ToString("P2", CultureInfo.InvariantCulture)} of the rows of these predictions pair with a label ({BookText.Of(books.Predictions)}; labels that fit a row: {BookText.Of(books.Matches)})"
            : "  There is no prediction whose labels could have come by now. Try again later, or sample more with --records.");
        if (report.Pairs.Records > 0)
        {
            output.WriteLine($"  {Counted.Of(report.Pairs.Records, "label")} and the prediction that {(report.Pairs.Records == 1 ? "it reaches" : "they reach")} do not go together:");
            new TallyText(output).Write(report.Pairs);
        }
    }

    private void WriteWithin(PairingReport report, TimeSpan? within)
    {
        if (report.DelayOf(0.99) is not { } most)
        {
            return;
        }

        output.WriteLine($"  the first label comes after {Words(report.DelayOf(0.5)!.Value)} in half of the cases, {Words(report.DelayOf(0.9)!.Value)} in 90 %, {Words(most)} in 99 %");
        var configured = within is { } set ? $"; the configured {set:c} covers {report.ShareWithin(set)!.Value.ToString("P2", CultureInfo.InvariantCulture)}" : "";
        output.WriteLine($"  Join:Within={PairingWithin.Of(report):c} covers 99 % of the labels that came{configured}");
        if (PairingWithin.IsNearTheEnd(report))
        {
            output.WriteLine($"  Labels were looked for only {Words(report.Visible)} after their predictions, and some came near the end of that: others may come later. Look again when the topics hold more, or with a longer Join:Within.");
        }
    }

    private static string Placement(PairedTopic topic) => topic.IsPlacementKnown ? topic.Partitioner ?? "no usual partitioner" : "a partitioner that cannot be told, of one partition or few keys";

    private static string Words(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
