using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelDtypeConvertibleTests
{
    private static readonly Contract Index = new() { Labels = LabelKind.Index };

    [Fact]
    public void Find_WholeFloatsAsIndices_InformsWithTheType() => FaultAssert.Is(
        FaultCode.LabelDtypeConvertible, Severity.Info, Assert.Single(Batch(OwnedTensor.F32(TensorShape.Of(2), 0, 2)).FindFaults(Index)), "Labels are F32", "all 2 are whole");

    [Fact]
    public void PassOver_Integers_AreScoredInSilence() => Assert.Empty(Batch(OwnedTensor.I64(TensorShape.Of(2), 0, 2)).Codes(Index));

    [Fact]
    public void PassOver_FloatsWithAFraction_AreNotWhole() => Assert.Equal([FaultCode.LabelNonIntegral], Batch(OwnedTensor.F32(TensorShape.Of(2), 0, 1.5f)).Codes(Index));

    private static OwnedBatch Batch(OwnedTensor labels) => new(OwnedTensor.F64(TensorShape.Of(2, 3), 1, 2, 3, 4, 5, 6), labels);
}
