using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class TargetNotDistributionTests
{
    [Theory]
    [InlineData(LabelKind.OneHot, new[] { 0.0, 2, 0 })]
    [InlineData(LabelKind.OneHot, new[] { 0.5, 0.5, 0 })]
    [InlineData(LabelKind.OneHot, new[] { 0.0, 0, 0 })]
    [InlineData(LabelKind.Distribution, new[] { 0.6, 0.6, 0 })]
    [InlineData(LabelKind.Distribution, new[] { -0.5, 1, 0.5 })]
    [InlineData(LabelKind.Distribution, new[] { double.NaN, 1, 0 })]
    public void Find_LabelRowThatIsNoDistribution_GivesItsRow(LabelKind kind, double[] label) =>
        FaultAssert.Rejects(FaultCode.TargetNotDistribution, Dense(label).FindFault(new Contract { Labels = kind }), "1 of 2 label rows", "row 1");

    [Fact]
    public void Find_RowOfZeros_SaysThatItHasNoLabel()
    {
        var fault = Dense([0, 0, 0]).FindFault();

        FaultAssert.Rejects(FaultCode.TargetNotDistribution, fault, "1 of 2 label rows are zeros alone");
        Assert.Contains("ZeroRows: ignore", fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_RowOfAnotherSum_GivesTheSum() => FaultAssert.Rejects(FaultCode.TargetNotDistribution, Dense([0.5, 0.25, 0.75]).FindFault(), "sums to 1.5");

    [Fact]
    public void Find_RowWithANegativeNumber_GivesIt() => FaultAssert.Rejects(FaultCode.TargetNotDistribution, Dense([-0.5, 1, 0.5]).FindFault(), "holds -0.5");

    [Fact]
    public void PassOver_SumWithinTheTolerance_IsScored() => Assert.Empty(Dense([0.5, 0.25, 0.2505]).Codes());

    [Fact]
    public void PassOver_RowOfZerosThatIsToBeIgnored_IsIgnored() => Assert.Equal(1, Dense([0, 0, 0]).Score(new Contract { IgnoresZeroRows = true }).Ignored);

    private static OwnedBatch Dense(double[] label) => new(OwnedTensor.F64(TensorShape.Of(2, 3), 1, 2, 3, 4, 5, 6), OwnedTensor.F64(TensorShape.Of(2, 3), [0, 1, 0, .. label]));
}
