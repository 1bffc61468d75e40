using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ClassAxisMismatchTests
{
    private static readonly Contract Index = new() { Labels = LabelKind.Index };

    [Fact]
    public void Find_ClassesOnTheLastAxis_ScoresThemThere()
    {
        var last = OwnedTensor.F64(TensorShape.Of(2, 2, 3), [.. FourRows.Rows.SelectMany(row => row)]);

        var fault = new OwnedBatch(last, OwnedTensor.I64(TensorShape.Of(2, 2), 0, 1, 2, 0)).FindFault(Index);

        FaultAssert.Warns(FaultCode.ClassAxisMismatch, fault, "Labels [2, 2] fit scores [2, 2, 3] with 3 classes on axis 2", "reads axis 1");
        Assert.Equal((Certainty.Certain, FourRows.Loss), (fault.Certainty, fault.LossAfterFix));
    }

    [Fact]
    public void Find_DenseLabelsThatAreDistributionsOverAnotherAxis_ScoresThemThere() => FaultAssert.Warns(
        FaultCode.ClassAxisMismatch,
        new OwnedBatch(OwnedTensor.Zeros(ElementType.F32, 1, 2, 3), OwnedTensor.F32(TensorShape.Of(1, 2, 3), 1, 0, 0, 0.25f, 0.5f, 0.25f)).FindFault(),
        "with 3 classes on axis 2");

    [Fact]
    public void Find_TransposedScores_NamesLostRowsToo()
    {
        var fault = OwnedBatch.OfShapes([3, 5], [5]).FindFault();

        FaultAssert.Rejects(FaultCode.ClassAxisMismatch, fault, "3 classes on axis 0");
        Assert.Equal((Certainty.Ambiguous, FaultCode.PartialBatchMismatch), (fault.Certainty, Assert.Single(fault.Alternatives)));
    }

    [Theory]
    [InlineData(new long[0], 1, "[]")]
    [InlineData(new long[] { 2, 3 }, 2, "[2, 3]")]
    [InlineData(new long[] { 2, 3 }, -3, "[2, 3]")]
    public void Find_NoClassAxis_GivesShapeAndAxis(long[] scores, int axis, string shape) => FaultAssert.Rejects(
        FaultCode.ClassAxisMismatch, OwnedBatch.OfShapes(scores, [5]).FindFault(new Contract { ClassAxis = axis }), shape, $"axis {axis},");

    [Theory]
    [InlineData(new long[] { 3, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 2, 3, 3 }, new long[] { 2, 3 })]
    public void PassOver_ClassesAsManyAsAnotherAxis_AreReadAsDeclared(long[] scores, long[] labels) => Assert.Empty(OwnedBatch.OfShapes(scores, labels).Codes(Index));

    [Fact]
    public void PassOver_LabelsThatFitNoAxis_DoNotPair() => Assert.Equal([FaultCode.SequenceLengthMismatch], OwnedBatch.OfShapes([2, 5, 3], [2, 4]).Codes(Index));
}
