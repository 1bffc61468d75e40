using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class ShapeDiagnosisTests
{
    [Theory]
    [InlineData(ElementType.Bool, "BOOL")]
    [InlineData(ElementType.U8, "U8")]
    [InlineData(ElementType.I64, "I64")]
    public void Run_ScoresOfAnotherType_NamesTheType(ElementType type, string name) => FaultAssert.Rejects(
        FaultCode.PayloadRoleError,
        new OwnedBatch(OwnedTensor.Zeros(type, 2, 3), OwnedTensor.Zeros(ElementType.I64, 2)).FindFault(),
        "The scores",
        $" {name};");

    // Read as probabilities, as they once were, some of them would have given a number.
    [Theory]
    [InlineData(ScoreKind.LogProbabilities)]
    [InlineData(ScoreKind.LabelLogProbabilities)]
    public void Run_LogProbabilitiesUnderASigmoid_AreNotRead(ScoreKind kind)
    {
        var batch = Zeros([3], [3]).View with { ScoreKind = kind };

        var fault = Assert.Single(new BatchScorer().Score(batch, new Contract { Link = Link.Sigmoid, Labels = LabelKind.Binary }));

        FaultAssert.Rejects(FaultCode.PayloadRoleError, fault, "[3] were sent as log-probabilities");
    }

    [Theory]
    [InlineData(ElementType.F16)]
    [InlineData(ElementType.BF16)]
    [InlineData(ElementType.F32)]
    [InlineData(ElementType.F64)]
    public void Run_UndeclaredLabelsOfAFloatingType_NamesTheType(ElementType type) => FaultAssert.Rejects(
        FaultCode.LabelShapeMismatch,
        new OwnedBatch(OwnedTensor.Zeros(ElementType.F32, 2, 3), OwnedTensor.Zeros(type, 2)).FindFault(),
        "Labels [2]",
        $"type {type} ");

    [Theory]
    [InlineData(ElementType.I64)]
    [InlineData(ElementType.Bool)]
    public void Run_WeightsOfAnotherType_NamesTheType(ElementType type) => FaultAssert.Rejects(
        FaultCode.TensorTypeUnsupported,
        (Zeros([2, 3], [2]) with { Weights = OwnedTensor.Zeros(type, 2) }).FindFault(),
        "`weights`",
        $" {type.Name};");

    [Theory]
    [InlineData(new long[] { 0, 3 }, new long[] { 2 }, "[0, 3]", "[2]")]
    [InlineData(new long[] { 2, 3 }, new long[] { 0 }, "[2, 3]", "[0]")]
    [InlineData(new long[] { 2, 0 }, new long[] { 2 }, "[2, 0]", "[2]")]
    public void Run_OneSideEmpty_GivesBothShapes(long[] scores, long[] labels, string scoresText, string labelsText) =>
        FaultAssert.Rejects(FaultCode.NothingToScore, Zeros(scores, labels).FindFault(), scoresText, labelsText);

    [Fact]
    public void Run_MoreRowsThanAllowed_GivesRowsAndLimit() =>
        FaultAssert.Rejects(FaultCode.BatchTooLarge, Zeros([4, 3], [4]).FindFault(new Contract { MaxRows = 3 }), "4 rows", "allows 3");

    [Fact]
    public void Run_AsManyRowsAsAllowed_IsScored() => Assert.Equal(4, Zeros([4, 3], [4]).Score(new Contract { MaxRows = 4 }).Scored);

    [Theory]
    [InlineData(new long[0], 1, "[]")]
    [InlineData(new long[] { 2, 3 }, 2, "[2, 3]")]
    [InlineData(new long[] { 2, 3 }, -3, "[2, 3]")]
    public void Run_NoClassAxis_GivesShapeAndAxis(long[] scores, int axis, string shape) => FaultAssert.Rejects(
        FaultCode.ClassAxisMismatch,
        Zeros(scores, [5]).FindFault(new Contract { ClassAxis = axis }),
        shape,
        $"axis {axis},");

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, false)]
    [InlineData(11, true)]
    public void Run_AnotherNumberOfClasses_GivesBothNumbers(long declared, bool atLeast) => FaultAssert.Rejects(
        FaultCode.ClassCountMismatch,
        Zeros([2, 10], [2]).FindFault(new Contract { Classes = declared, ClassesAtLeast = atLeast }),
        "10 classes",
        $"declares {declared}");

    [Theory]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(9, true)]
    public void Run_DeclaredClasses_AreScored(long declared, bool atLeast) =>
        Assert.Equal(2, Zeros([2, 10], [2]).Score(new Contract { Classes = declared, ClassesAtLeast = atLeast }).Scored);

    [Theory]
    [InlineData(new long[] { 2, 1 }, new long[] { 2 })]
    [InlineData(new long[] { 1 }, new long[0])]
    public void Run_OneClass_IsNoSoftmax(long[] scores, long[] labels) =>
        FaultAssert.Rejects(FaultCode.SingleLogitSoftmax, Zeros(scores, labels).FindFault(), "one logit");

    [Theory]
    [InlineData(new long[] { 2, 10, 7 }, new long[] { 2, 5 }, "Lengths 7 of the scores and 5 of the labels")]
    [InlineData(new long[] { 2, 10, 15 }, new long[] { 2, 23 }, "both and 1 more are multiples of 8")]
    [InlineData(new long[] { 26, 10 }, new long[] { 34 }, "Lengths 26 of the scores and 34 of the labels")]
    public void Run_OtherLengths_GiveBothAndWhatSettlesIt(long[] scores, long[] labels, string measured)
    {
        var fault = Zeros(scores, labels).FindFault();

        FaultAssert.Rejects(FaultCode.SequenceLengthMismatch, fault, measured);
        Assert.Contains("Sequence lengths, sent along, settle", fault.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OtherLeadingLength_GivesBothCounts()
    {
        var fault = Zeros([32, 10], [31]).FindFault();

        FaultAssert.Rejects(FaultCode.PartialBatchMismatch, fault, "32 predictions", "31 labels");
        Assert.Equal(Certainty.Ambiguous, fault.Certainty);
    }

    [Theory]
    [InlineData(new long[] { 4, 10, 5 }, new long[] { 20 }, "[4, 5]")]
    [InlineData(new long[] { 4, 10, 5 }, new long[] { 5, 4 }, "[4, 5]")]
    public void Run_LabelsThatDoNotPair_GivesTheShapeThatWould(long[] scores, long[] labels, string expected) => FaultAssert.Rejects(
        FaultCode.LabelShapeMismatch,
        Zeros(scores, labels).FindFault(),
        TensorShape.Of(scores).ToString(),
        TensorShape.Of(labels).ToString(),
        $"expected {expected}");

    [Fact]
    public void Run_LongestShapes_StillGiveAShortSentence() => FaultAssert.Rejects(
        FaultCode.LabelShapeMismatch,
        Zeros([0, 999, 999, 999, 999, 999, 9, 2], [0, 999, 999, 999, 999, 999, 99, 2]).FindFault(new Contract { ClassAxis = -1 }));

    [Fact]
    public void Run_WeightsOfAnotherShape_GivesBothShapes() => FaultAssert.Rejects(
        FaultCode.RowWeightInvalid,
        (Zeros([2, 3], [2]) with { Weights = OwnedTensor.Zeros(ElementType.F32, 3) }).FindFault(),
        "[3]",
        "[2]");

    [Fact]
    public void Run_SeveralFaults_GivesTheFirstInTheOrderOfTheCodes() =>
        Assert.Equal(FaultCode.ClassCountMismatch, Zeros([2, 3], [5]).FindFault(new Contract { Classes = 4 }).Code);

    private static OwnedBatch Zeros(long[] scores, long[] labels) => new(OwnedTensor.Zeros(ElementType.F32, scores), OwnedTensor.Zeros(ElementType.I64, labels));
}
