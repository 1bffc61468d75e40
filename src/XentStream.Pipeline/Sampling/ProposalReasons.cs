using System.Collections.Immutable;
using System.Globalization;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Sampling;

/// <summary>Says on what the members of a proposed contract rest, so that nothing is guessed in silence.</summary>
internal static class ProposalReasons
{
    public static ImmutableArray<string> Of(ModelSample model, ContractTrial trial) =>
        [.. OfNames(model), .. OfClasses(trial), .. OfAxis(model, trial), .. OfIgnored(model.Profile, trial), .. OfLaxness(model.Profile, trial.Contract)];

    private static IEnumerable<string> OfNames(ModelSample model)
    {
        var roles = model.Roles!;
        if (roles.Kind is null)
        {
            yield return $"Rename: `{Quote.Of(roles.Scores)}` is taken for the scores, as the only floating tensor that is neither labels nor weights.";
        }

        if (roles.Labels != TensorNames.Default.TextOf(TensorRole.Labels) && roles.Labels != model.Present?.Names.TextOf(TensorRole.Labels))
        {
            yield return $"Rename: `{Quote.Of(roles.Labels)}` is taken for the labels, as the only other tensor.";
        }
    }

    private static IEnumerable<string> OfClasses(ContractTrial trial)
    {
        if (trial.Classes.Count > 1)
        {
            yield return Text($"Classes is left out: batches have from {trial.Classes.Min} to {trial.Classes.Max}.");
        }
        else if (trial.Contract.Classes is { } classes)
        {
            yield return Text($"Classes: the class axis has a length of {classes}{(trial.Contract.ClassesAtLeast ? " or more" : "")} in every batch that fits.");
        }
    }

    private static IEnumerable<string> OfAxis(ModelSample model, ContractTrial trial)
    {
        if (trial.Classes.Count > 0 && trial.Contract.ClassAxis != 1)
        {
            var shapes = string.Join(" and ", model.Profile.Find(model.Roles!.Scores)!.Shapes);
            yield return Text($"ClassAxis: of scores {shapes}, this axis leaves the shape of the labels.");
        }
    }

    private static IEnumerable<string> OfIgnored(BatchProfile profile, ContractTrial trial)
    {
        if (trial.Ignored > 0 && trial.Contract is { CanIgnore: true, IgnoreIndex: { } value })
        {
            var (count, all) = (profile.Labels.CountOf(value), profile.Labels.Range.Count);
            var isClass = value >= 0 && value < trial.Classes.Max;
            yield return Text($"IgnoreIndex: {count} of {all} labels ({100.0 * count / all:G3} %) are {value}, ")
                + (isClass ? "which is a class: its rows are dropped, as it is declared now." : "which is no class; make sure that it means no label.");
        }
    }

    private static IEnumerable<string> OfLaxness(BatchProfile profile, Contract contract)
    {
        if (contract.Squeeze)
        {
            yield return Text($"Squeeze: the labels of {profile.UnitAxes} of {profile.Batches} batches have an axis of length 1.");
        }

        if (contract.IgnoresZeroRows)
        {
            yield return "ZeroRows: some label rows are zeros alone; make sure that they mean no label.";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
