using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class ValueDiagnosisTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Theory]
    [InlineData(4)]
    [InlineData(1000)]
    [InlineData(4_000_000_000_000_000_000)]
    public void Score_LabelThatIsNoClass_GivesCountRangeAndFirst(long label) => FaultAssert.Rejects(
        FaultCode.LabelOutOfRange,
        OwnedBatch.OfRows([Row, Row, Row, Row], 0, label, 2, label).FindFault(),
        "2 of 4 labels",
        "[0, 3)",
        $"the first is {label} in row 1");

    [Theory]
    [InlineData(0x8000000000000000)]
    [InlineData(ulong.MaxValue - 1)]
    public void Score_U64LabelBeyond63Bits_IsOutOfRange(ulong label)
    {
        var labels = new OwnedTensor(ElementType.U64, TensorShape.Of(1), BitConverter.GetBytes(label));

        FaultAssert.Rejects(
            FaultCode.LabelOutOfRange,
            new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 3), Row), labels).FindFault(),
            "1 of 1 labels",
            $"{label} in row 0");
    }

    [Fact]
    public void Score_WrappedLabelOf32Bits_IsWrittenOut()
    {
        var labels = new OwnedTensor(ElementType.I32, TensorShape.Of(1), BitConverter.GetBytes(int.MinValue));

        FaultAssert.Rejects(FaultCode.LabelIntegerWraparound, new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 3), Row), labels).FindFault(), "The label -2147483648 at place 0");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Score_ScoreThatIsNotFinite_GivesCountRowAndValue(double value, string text)
    {
        double[][] rows = [Row, [1, value, 3], Row, [1, 2, value], Row];

        FaultAssert.Rejects(
            FaultCode.NumericOverflow,
            OwnedBatch.OfRows(rows, 0, 1, 2, 0, -100).FindFault(),
            "2 of 4 scored rows",
            $"row 1 with {text}");
    }

    [Fact]
    public void Score_NaNInF32OfAStridedRow_IsFoundInItsRow()
    {
        // Row 3 of [2, 2, 2] with class axis 1 is [1, :, 1].
        var scores = OwnedTensor.F32(TensorShape.Of(2, 2, 2), 0, 0, 0, 0, 0, 0, 0, float.NaN);

        FaultAssert.Rejects(
            FaultCode.NumericOverflow,
            new OwnedBatch(scores, OwnedTensor.Zeros(ElementType.U8, 2, 2)).FindFault(),
            "1 of 4",
            "row 3 with NaN");
    }

    [Fact]
    public void Score_NaNWhereTheLabelIsImpossible_IsStillFound() =>
        FaultAssert.Rejects(FaultCode.NumericOverflow, OwnedBatch.OfRow([double.NegativeInfinity, double.NaN], 0).FindFault(), "NaN");

    [Theory]
    [InlineData(-0.5, "-0.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Score_WeightThatIsNoWeight_GivesCountRowAndValue(double weight, string text) => FaultAssert.Rejects(
        FaultCode.RowWeightInvalid,
        OwnedBatch.OfRows([Row, Row, Row], 0, 1, 2).WithWeights(1, weight, weight).FindFault(),
        "2 of 3 row weights",
        $"the first is {text} in row 1");

    [Fact]
    public void Score_LabelsAndScoresBothWrong_NamesTheLabelsFirst()
    {
        var faults = OwnedBatch.OfRows([Row, [double.NaN, 0, 0]], 7, 0).FindFaults();

        Assert.Equal([FaultCode.LabelOutOfRange, FaultCode.NumericOverflow], faults.Select(fault => fault.Code));
        FaultAssert.Rejects(FaultCode.LabelOutOfRange, faults[0], "1 of 2", "7 in row 0");
        FaultAssert.Rejects(FaultCode.NumericOverflow, faults[1], "row 1 with NaN");
    }

    [Fact]
    public void Score_EverythingWrong_ListsTheCodesInTheirOrder()
    {
        var faults = OwnedBatch.OfRows([Row, [double.NaN, 0, 0], Row], 7, 0, 0).WithWeights(1, 1, -1).FindFaults();

        Assert.Equal([FaultCode.RowWeightInvalid, FaultCode.LabelOutOfRange, FaultCode.NumericOverflow], faults.Select(fault => fault.Code));
    }

    [Fact]
    public void Score_FaultBehindTheFirstBlock_GivesItsRowInTheBatch()
    {
        var labels = new long[1000];
        labels[700] = 3;

        FaultAssert.Rejects(FaultCode.LabelOutOfRange, OwnedBatch.OfRows([.. Enumerable.Repeat(Row, 1000)], labels).FindFault(), "1 of 1000", "3 in row 700");
    }

    [Fact]
    public void Score_InfiniteLosses_WarnsWithBothCounts() => FaultAssert.Warns(
        FaultCode.InfiniteLoss,
        OwnedBatch.OfRows([Row, [double.NegativeInfinity, 0, 0], Row], 0, 0, 0).FindFault(),
        "1 of 3 scored rows",
        "the other 2");

    [Fact]
    public void Score_AllRowsIgnored_WarnsWithTheirNumber() =>
        FaultAssert.Warns(FaultCode.NothingToScore, OwnedBatch.OfRows([Row, Row], -100, -100).FindFault(), "0 of 2 labels");

    [Fact]
    public void Score_EmptyBatch_WarnsAndIsEmpty()
    {
        var scorer = new BatchScorer();
        var batch = new OwnedBatch(OwnedTensor.Zeros(ElementType.F32, 0, 10), OwnedTensor.Zeros(ElementType.I64, 0));

        FaultAssert.Warns(FaultCode.NothingToScore, Assert.Single(scorer.Score(batch.View, new Contract { Classes = 10 })), "0 of 0 labels");
        Assert.True(scorer.Totals.IsEmpty);
    }

    [Theory]
    [InlineData(1L << 31)]
    [InlineData((1L << 32) + 1)]
    [InlineData(long.MaxValue)]
    public void Score_NoRowsOfMoreClassesThanFitIntoMemory_Warns(long classes)
    {
        var batch = new OwnedBatch(OwnedTensor.Zeros(ElementType.F32, 0, classes), OwnedTensor.Zeros(ElementType.I64, 0));

        FaultAssert.Warns(FaultCode.NothingToScore, batch.FindFault(), "0 of 0 labels");
    }
}
