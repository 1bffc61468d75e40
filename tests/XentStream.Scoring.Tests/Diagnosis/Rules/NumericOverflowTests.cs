using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class NumericOverflowTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Find_ScoreThatIsNotFinite_GivesCountRowAndValue(double value, string text)
    {
        double[][] rows = [Row, [1, value, 3], Row, [1, 2, value], Row];

        FaultAssert.Rejects(FaultCode.NumericOverflow, OwnedBatch.OfRows(rows, 0, 1, 2, 0, -100).FindFault(), "2 of 4 scored rows", $"row 1 with {text}");
    }

    [Fact]
    public void Find_NaNInF32OfAStridedRow_IsFoundInItsRow()
    {
        // Row 3 of [2, 2, 2] with class axis 1 is [1, :, 1].
        var scores = OwnedTensor.F32(TensorShape.Of(2, 2, 2), 0, 0, 0, 0, 0, 0, 0, float.NaN);

        FaultAssert.Rejects(FaultCode.NumericOverflow, new OwnedBatch(scores, OwnedTensor.Zeros(ElementType.U8, 2, 2)).FindFault(), "1 of 4", "row 3 with NaN");
    }

    [Fact]
    public void Find_NaNWhereTheLabelIsImpossible_IsStillFound() =>
        FaultAssert.Rejects(FaultCode.NumericOverflow, OwnedBatch.OfRow([double.NegativeInfinity, double.NaN], 0).FindFault(), "NaN");

    [Fact]
    public void PassOver_NaNInAnIgnoredRow_DoesNoHarm() => Assert.Equal(1, OwnedBatch.OfRows([Row, [double.NaN, 0, 0]], 0, -100).Score().Scored);

    [Fact]
    public void PassOver_MinusInfinityOfAnotherClass_IsAMask() => Assert.Empty(OwnedBatch.OfRow([double.NegativeInfinity, 1, 2], 1).Codes());

    [Fact]
    public void PassOver_InfinityUnderASigmoid_IsCertainty() => Assert.Empty(
        new OwnedBatch(OwnedTensor.F64(TensorShape.Of(2), double.PositiveInfinity, double.NegativeInfinity), OwnedTensor.I64(TensorShape.Of(2), 1, 0)).Codes(new Contract { Link = Link.Sigmoid }));
}
