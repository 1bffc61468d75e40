using System.Globalization;
using XentStream.Configuration;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Faults;

namespace XentStream.Output;

/// <summary>Writes what a sample looks like for people.</summary>
internal sealed class CheckText(TextWriter output)
{

    public void Write(SampleSource source, SampleReport report)
    {
        output.WriteLine(source.ToString());
        foreach (var model in report.Models)
        {
            output.WriteLine();
            output.WriteLine(model.Name.Length == 0 ? "model unknown (the records name none)" : $"model {Quote.Of(model.Name)}");
            new CheckProfileText(output).Write(model);
            WritePresent(model);
            WriteProposal(model);
        }

        WriteConfiguration(report);
    }

    private void WritePresent(ModelSample model)
    {
        var tally = model.UnderPresent;
        output.WriteLine(Text($"  under the present contract{(model.Present is null ? " (there is none)" : "")}: {tally.Scored} scored, {tally.Warned} warned, {tally.Rejected} rejected"));
        new TallyText(output).Write(tally);
    }

    private void WriteProposal(ModelSample model)
    {
        if (model.Proposal is not { } proposal)
        {
            output.WriteLine($"  contract: none fits; {WhyNone(model)}");
            return;
        }

        var outcome = proposal.Outcome;
        output.WriteLine(Text($"  contract: fits {outcome.Scored} of {Counted.Of(outcome.Records, "readable record")} without fault; mean loss {Figure(proposal.MeanLoss)} nats over {Counted.Of(proposal.Rows, "row")}{Guess(proposal)}"));
        foreach (var reason in proposal.Reasons)
        {
            output.WriteLine($"    {reason}");
        }

        foreach (var ambiguity in proposal.Ambiguities)
        {
            output.WriteLine($"    {(ambiguity.ChangesTheLoss ? "ambiguous" : "the same loss")}: {ambiguity.Sentence} The mean loss would be {Figure(ambiguity.MeanLoss)}. {ambiguity.Settles}");
        }

        if (outcome.Faulty > 0)
        {
            output.WriteLine(Text($"    what does not fit it either: {outcome.Warned} warned, {outcome.Rejected} rejected"));
            new TallyText(output).Write(outcome);
        }
    }

    private void WriteConfiguration(SampleReport report)
    {
        foreach (var (topic, encoding) in report.Encodings.Topics)
        {
            output.WriteLine();
            output.WriteLine($"{(topic.Length == 0 ? "Files" : $"Records of {topic}")} cannot be read in the declared encoding; " + (encoding is not null ? $"declared as {encoding} they can."
                : topic.Length == 0 ? "no other reads them all, so check those of one encoding at a time." : "no other reads them all, so their producers have to send the header content-type."));
        }

        if (report.Models.Any(model => model.Proposal is not null))
        {
            output.WriteLine();
            output.WriteLine("To paste into the configuration:");
            output.WriteLine(ContractJson.Write(report).ToJsonString(JsonText.Indented));
        }
    }

    private static string WhyNone(ModelSample model) => model.Roles is null ? "no record could be read."
        : model.Roles.Scores is null ? "nothing tells which tensor holds the scores. Name it in Rename, as in Rename:logits=<name>."
        : model.Roles.Labels is null ? "nothing tells which tensor holds the labels. Send labels beside the scores, or name them in Rename:labels."
        : "the batches are rejected under every contract; see the reasons above.";

    // ln C is the loss of whoever knows nothing.
    private static string Guess(ContractProposal proposal) => proposal.Contract is { Classes: { } classes, ClassesAtLeast: false } ? $" ({Figure(Math.Log(classes))} is a uniform guess)" : "";

    private static string Figure(double? figure) => figure?.ToString("G6", CultureInfo.InvariantCulture) ?? "none";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
