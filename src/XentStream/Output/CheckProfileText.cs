using System.Globalization;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Output;

/// <summary>Writes for people what the batches of a model look like, version by version.</summary>
internal sealed class CheckProfileText(TextWriter output)
{
    public void Write(ModelSample model)
    {
        foreach (var version in model.Versions)
        {
            var encodings = version.Encodings.Count == 0 ? "none can be read" : string.Join(", ", version.Encodings.Select(encoding => Text($"{encoding.Key} {encoding.Value}")));
            output.WriteLine(Text($"  version {(version.Version.Length == 0 ? "unknown" : Quote.Of(version.Version))}: {Counted.Of(version.Records, "record")} ({encodings})"));
            if (version.Profile.Batches > 0)
            {
                WriteTensors(version.Profile);
                WriteScores(version.Profile, Likeness.AxisOf(model));
                WriteLabels(version.Profile, model);
            }
        }
    }

    private void WriteTensors(BatchProfile profile)
    {
        foreach (var tensor in profile.Tensors)
        {
            var some = tensor.Records < profile.Batches ? Text($" in {Counted.Of(tensor.Records, "record")}") : "";
            output.WriteLine($"    tensor {Quote.Of(tensor.Name)}: {string.Join(" or ", tensor.Types)} {string.Join(" or ", tensor.Shapes)}{some}");
        }

        if (profile.HasMoreTensors)
        {
            output.WriteLine(Text($"    and more tensors than {BatchProfile.MaxTensors}"));
        }
    }

    private void WriteScores(BatchProfile profile, int? classAxis)
    {
        if (profile.Scores.Count == 0)
        {
            return;
        }

        var sums = Likeness.SumsOver(profile, classAxis);
        output.WriteLine($"    scores: {Range(profile.Scores)}; "
            + (sums is null ? "" : Text($"{sums.Distributions} of {sums.Rows} rows sum to 1; ")) + $"they look like {Likeness.OfScores(profile, classAxis)}");
    }

    private void WriteLabels(BatchProfile profile, ModelSample model)
    {
        var labels = profile.Labels;
        if (labels.Range.Count == 0)
        {
            return;
        }

        var contract = model.Proposal?.Contract ?? model.Present ?? new Contract();
        var ignored = contract.IgnoreIndex is { } value && contract.CanIgnore ? Text($"{Percent(labels.CountOf(value), labels.Range.Count)} are the ignore value {value}; ") : "";
        output.WriteLine($"    labels: {Range(labels.Range)}; {Text($"{labels.Distinct}{(labels.HasMore ? " or more" : "")} distinct; ")}{ignored}they look like {Likeness.OfLabels(profile, Likeness.AxisOf(model))}");
    }

    private static string Range(ValueRange range) =>
        (range.IsKnown ? Text($"from {range.Min:G6} to {range.Max:G6}") : "none is finite") + (range.NonFinite > 0 ? Text($", {range.NonFinite} not finite") : "");

    private static string Percent(long count, long all) => Text($"{100.0 * count / all:G3} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
