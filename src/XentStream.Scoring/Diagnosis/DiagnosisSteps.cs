using System.Collections.Immutable;
using XentStream.Scoring.Diagnosis.Rules;

namespace XentStream.Scoring.Diagnosis;

/// <summary>All rules, in the order in which they name a batch. The steps are those of the list of reason codes.</summary>
internal static class DiagnosisSteps
{
    /// <summary>Steps 1 to 4: the batch as a whole, its contract, and the kind of its labels. All rules of a step are tested; a batch that is rejected goes no further.</summary>
    public static ImmutableArray<ImmutableArray<IRule>> OfKinds { get; } =
    [
        [new BatchTooLarge()],
        [new PayloadRoleError()],
        [new NothingToScore()],
        [new SingleLogitSoftmax(), new ClassCountMismatch(), new ClassWeightMismatch(), new RowWeightInvalid()],
        [new OnehotGivenToIndexLoss(), new MultilabelGivenToSoftmax(), new IndexGivenToDenseLoss(), new BinaryHeadWidthMismatch()],
    ];

    /// <summary>Step 5: axes, the most specific first. The first rule that finds something ends the step.</summary>
    public static ImmutableArray<IRule> OfAxes { get; } =
    [
        new ExtraSingletonDim(), new BroadcastRankMismatch(), new ClassAxisMismatch(), new BatchSqueezed(), new LabelHasColorChannels(), new SpatialSizeMismatch(),
        new LabelRankTooLow(), new ClassCountMismatchOfLabels(),
    ];

    /// <summary>Step 6: counts, where the axes say nothing. The first rule that finds something ends the step.</summary>
    public static ImmutableArray<IRule> OfCounts { get; } =
    [
        new OnehotFlattened(), new SpatialSizeMismatchFlattened(), new SequenceOffByOne(), new LabelCountIsMultiple(), new LogitCountIsMultiple(),
        new SequenceLengthMismatch(), new PartialBatchMismatch(),
    ];

    /// <summary>The end of step 6: nothing is scored that does not pair.</summary>
    public static IRule LastOfPairing { get; } = new LabelShapeMismatch();

    /// <summary>Step 7, where a row cannot be scored: values of labels, the special before the general. The first rule that rejects ends the step: all speak of the same labels.</summary>
    public static ImmutableArray<IRule> OfLabels { get; } =
    [
        new LabelIntegerWraparound(), new LabelNonIntegral(), new IgnoreIndexMismatch(), new LabelOneBased(), new BinaryLabelsNot01(), new LabelOutOfRange(), new TargetNotDistribution(),
    ];

    /// <summary>Step 8, where a row cannot be scored: values of scores.</summary>
    public static ImmutableArray<IRule> OfScores { get; } = [new NumericOverflow(), new SoftmaxWrongAxis(), new LogitsAsProbabilities()];

    /// <summary>Steps 7 to 10, where all rows can be scored: what is remarked beside the number.</summary>
    public static ImmutableArray<IRule> OfRemarks { get; } =
    [
        new LabelDtypeConvertible(), new LabelIntegerWraparound(), new SoftmaxWrongAxis(), new ProbabilitiesAsLogits(), new ProbabilitiesAsLogitsOfSigmoid(), new InfiniteLoss(),
        new NothingToScoreAllIgnored(), new NothingToScoreAllWeightless(), new LmShiftWrong(), new LabelMapPermuted(), new ScoredCountWrongByTail(), new ScoredCountWrong(),
    ];
}
