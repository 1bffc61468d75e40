using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ScoredCountWrongByTailTests
{
    private static readonly Contract LastAxis = new() { ClassAxis = -1 };

    [Fact]
    public void Find_OneValueAtTheEndOfEveryRow_Informs()
    {
        var fault = Assert.Single(Sequences(1, 2, 0, 0, 2, 1, 0, 0).FindFaults(LastAxis));

        FaultAssert.Is(FaultCode.ScoredCountWrong, Severity.Info, fault, "All 2 rows of labels end in the same value 0");
        Assert.Equal(Certainty.Ambiguous, fault.Certainty);
    }

    [Theory]
    [InlineData(new long[] { 1, 2, 0, 0, 2, 1, 1, 0 })]
    [InlineData(new long[] { 1, 2, 0, 0, 2, 0, 1, 1 })]
    [InlineData(new long[] { 1, 2, -100, -100, 2, 1, -100, -100 })]
    public void PassOver_OtherIgnoredOrSingleValues_AreNoPadding(long[] labels) => Assert.Empty(Sequences(labels).Codes(LastAxis));

    [Fact]
    public void PassOver_CountOfTheSender_SettlesIt() => Assert.Empty((Sequences(1, 2, 0, 0, 2, 1, 0, 0) with { ScoredCount = "8" }).Codes(LastAxis));

    private static OwnedBatch Sequences(params long[] labels) => new(OwnedTensor.Zeros(ElementType.F32, 2, 4, 3), OwnedTensor.I64(TensorShape.Of(2, 4), labels));
}
