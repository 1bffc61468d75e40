using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class MultilabelGivenToSoftmaxTests
{
    [Fact]
    public void Find_RowWithTwoOnes_GivesTheirNumber()
    {
        var fault = Batch(1, 1, 0, 0, 1, 0).FindFault();

        FaultAssert.Rejects(FaultCode.MultilabelGivenToSoftmax, fault, "1 of 2 label rows", "up to 2");
        Assert.DoesNotContain("heads", fault.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_EqualNumberOfOnesInEveryRow_MayBeSeveralHeads() => Assert.Contains("2 heads", Batch(1, 1, 0, 0, 1, 1).FindFault().Cause, StringComparison.Ordinal);

    [Fact]
    public void PassOver_OneOneInEveryRow_IsOneHot() => Assert.Equal([FaultCode.OnehotGivenToIndexLoss], Batch(1, 0, 0, 0, 1, 0).Codes());

    [Fact]
    public void PassOver_RowOfZeros_IsNoDistribution() => Assert.Equal([FaultCode.TargetNotDistribution], Batch(1, 0, 0, 0, 0, 0).Codes(new Contract { Labels = LabelKind.OneHot }));

    [Fact]
    public void PassOver_OneHotOverAnotherAxis_HasItsClassesThere() => Assert.Equal(
        [FaultCode.ClassAxisMismatch],
        new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 2, 3), 1, 2, 3, 4, 5, 6), OwnedTensor.F64(TensorShape.Of(1, 2, 3), 1, 0, 0, 1, 0, 0)).Codes());

    private static OwnedBatch Batch(params long[] labels) => new(OwnedTensor.F64(TensorShape.Of(2, 3), 1, 2, 3, 4, 5, 6), OwnedTensor.I64(TensorShape.Of(2, 3), labels));
}
