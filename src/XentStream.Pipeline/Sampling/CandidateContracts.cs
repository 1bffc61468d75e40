using System.Collections.Immutable;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Sampling;

/// <summary>
/// The contracts that a sample may fit, the plainest first. What makes a contract laxer (a value to ignore, unit axes, rows of zeros) is tried only where the
/// sample gives cause, so that none is declared without need.
/// </summary>
internal sealed class CandidateContracts(ModelSample model, TensorRoles roles)
{
    private static readonly (Link Link, LabelKind Labels)[] Kinds =
    [
        (Link.Softmax, LabelKind.Index), (Link.Softmax, LabelKind.OneHot), (Link.Softmax, LabelKind.Distribution), (Link.Sigmoid, LabelKind.Binary), (Link.Sigmoid, LabelKind.Probability),
    ];

    // One batch in so many. Fewer with an axis too many are faults of theirs, and no reason to allow it to all.
    private const int UnitAxesInOneOf = 10;

    private readonly BatchProfile profile = model.Profile;
    private readonly IReadOnlyCollection<ShapeRange> shapes = model.Profile.Find(roles.Scores)?.Shapes ?? [];

    /// <summary>All of them.</summary>
    public IEnumerable<Contract> All => roles.Kind == ScoreKind.LabelLogProbabilities
        ? OfLabelScores()
        : [.. Kinds.SelectMany(kinds => kinds.Link == Link.Softmax ? OfSoftmax(kinds.Labels) : OfSigmoid(kinds.Labels)), .. OfLabelScores()];

    private bool HasUnitAxes => profile.UnitAxes > 0 && profile.UnitAxes * UnitAxesInOneOf >= profile.Batches;

    private IEnumerable<Contract> OfSoftmax(LabelKind labels) =>
        from axis in ClassAxes.CandidatesFor(shapes)
        from scores in ScoreKinds.OrderFor(profile, roles.Kind, axis)
        let contract = Base(scores, Link.Softmax, labels) with { ClassAxis = axis, LabelSmoothing = model.Present?.LabelSmoothing ?? 0 }
        from candidate in WithCause(contract, ClassAxes.LongestOf(shapes, axis), profile.LabelSums.GetValueOrDefault(ClassAxes.Resolve(axis, profile.ScoreRank)))
        select candidate;

    private IEnumerable<Contract> OfSigmoid(LabelKind labels) =>
        from scores in ScoreKinds.OrderForSigmoid(profile, roles.Kind)
        let contract = Base(scores, Link.Sigmoid, labels) with { TopK = [1], PositiveWeights = model.Present is { Link: Link.Sigmoid } present ? present.PositiveWeights : [] }
        from candidate in WithCause(contract, classes: 2, denseRows: null)
        select candidate;

    private IEnumerable<Contract> OfLabelScores() => WithCause(Base(ScoreKind.LabelLogProbabilities, Link.Softmax, LabelKind.Index), long.MaxValue, denseRows: null);

    private IEnumerable<Contract> WithCause(Contract contract, long classes, RowSums? denseRows)
    {
        var ignored = contract.CanIgnore ? IgnoreSuggestion.Find(profile.Labels, classes) : null;
        ImmutableArray<Contract> ignoring = ignored is { } value && value != contract.IgnoreIndex ? [contract, contract with { IgnoreIndex = value }] : [contract];
        return
            from first in ignoring
            from second in HasUnitAxes && !first.Squeeze ? new[] { first, first with { Squeeze = true } } : [first]
            from third in !contract.CanIgnore && !second.IgnoresZeroRows && denseRows is { Zeros: > 0 } ? new[] { second, second with { IgnoresZeroRows = true } } : [second]
            where NamesFor(contract.Scores!.Value) is not null
            select third;
    }

    // What a sample cannot tell stays as it is declared now.
    private Contract Base(ScoreKind scores, Link link, LabelKind labels)
    {
        var present = model.Present ?? new Contract();
        var contract = new Contract
        {
            Scores = scores,
            Labels = labels,
            Link = link,
            Squeeze = present.Squeeze,
            IgnoresZeroRows = present.IgnoresZeroRows && labels is (LabelKind.OneHot or LabelKind.Distribution),
            TopK = present.TopK,
            Mean = present.Mean,
            MaxRows = present.MaxRows,
            MaxBytes = present.MaxBytes,
            Names = NamesFor(scores) ?? TensorNames.Default,
        };
        return contract.CanIgnore && present.Link == link ? contract with { IgnoreIndex = present.IgnoreIndex } : contract;
    }

    private TensorNames? NamesFor(ScoreKind scores)
    {
        var role = (TensorRole)(roles.Kind ?? scores);
        var weights = model.Present?.Names.TextOf(TensorRole.Weights) ?? TensorNames.Default.TextOf(TensorRole.Weights);
        return TensorNames.Of(new[] { (role, roles.Scores!), (TensorRole.Labels, roles.Labels!), (TensorRole.Weights, weights) }
            .Where(name => TensorNames.Default.TextOf(name.Item1) != name.Item2)
            .Select(name => (TensorNames.Default.TextOf(name.Item1), name.Item2)));
    }
}
