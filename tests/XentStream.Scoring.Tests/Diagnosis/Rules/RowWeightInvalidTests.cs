using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class RowWeightInvalidTests
{
    private static readonly double[] Row = [1, 2, 3];

    [Theory]
    [InlineData(-0.5, "-0.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(1e145, "1E+145")]
    [InlineData(double.MaxValue, "1.7977E+308")]
    public void Find_WeightThatIsNoWeight_GivesCountRowAndValue(double weight, string text) => FaultAssert.Rejects(
        FaultCode.RowWeightInvalid,
        OwnedBatch.OfRows([Row, Row, Row], 0, 1, 2).WithWeights(1, weight, weight).FindFault(),
        "2 of 3 row weights",
        $"the first is {text} in row 1");

    [Fact]
    public void Find_WeightsOfAnotherShape_GivesBothShapes() => FaultAssert.Rejects(
        FaultCode.RowWeightInvalid, (OwnedBatch.OfShapes([2, 3], [2]) with { Weights = OwnedTensor.Zeros(ElementType.F32, 3) }).FindFault(), "[3]", "[2]");

    [Theory]
    [InlineData(ElementType.I64)]
    [InlineData(ElementType.Bool)]
    public void Find_WeightsOfAnIntegerType_NamesTheType(ElementType type) => FaultAssert.Rejects(
        FaultCode.TensorTypeUnsupported, (OwnedBatch.OfShapes([2, 3], [2]) with { Weights = OwnedTensor.Zeros(type, 2) }).FindFault(), "`weights`", $" {type.Name};");

    [Theory]
    [InlineData(0)]
    [InlineData(Contract.LargestWeight)]
    public void PassOver_WeightOfAtLeastZero_IsTaken(double weight) => Assert.Empty(OwnedBatch.OfRows([Row, Row], 0, 1).WithWeights(1, weight).Codes());

    [Fact]
    public void PassOver_AnyWeightOfAnIgnoredRow_DoesNoHarm() => Assert.Empty(OwnedBatch.OfRows([Row, Row], 0, -100).WithWeights(1, double.NaN).Codes());

    // Labels of [N, 1] do not make weights of [N] wrong.
    [Fact]
    public void PassOver_WeightsOfThePredictionsShape_FitLabelsWithAUnitAxis() => Assert.Equal(
        [FaultCode.ExtraSingletonDim],
        (OwnedBatch.OfShapes([2, 3], [2, 1]) with { Weights = OwnedTensor.F32(TensorShape.Of(2), 1, 1) }).Codes(new Contract { Labels = LabelKind.Index }));
}
