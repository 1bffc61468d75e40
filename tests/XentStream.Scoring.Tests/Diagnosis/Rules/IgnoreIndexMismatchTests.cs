using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class IgnoreIndexMismatchTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(255)]
    public void Find_OneValueInUseForIgnoring_GivesTheLossWithoutIt(long value)
    {
        var fault = OwnedBatch.OfRows(FourRows.Rows, 0, 1, value, value).FindFault();

        FaultAssert.Rejects(FaultCode.IgnoreIndexMismatch, fault, $"2 of 4 labels are {value}", "ignore value is -100");
        Assert.Contains($"IgnoreIndex: {value} ", fault.Fix, StringComparison.Ordinal);
        Assert.Equal([FaultCode.LabelOutOfRange], fault.Alternatives);
        Assert.Equal(OwnedBatch.OfRows(FourRows.Rows, 0, 1, -100, -100).Score().WeightedMean, fault.LossAfterFix);
    }

    [Theory]
    [InlineData(new long[] { 0, 1, 2, 255 })]
    [InlineData(new long[] { 0, 1, 254, 255 })]
    [InlineData(new long[] { 0, 1, 77, 77 })]
    [InlineData(new long[] { -1, 1, 1, -1 })]
    public void PassOver_OneOtherOrUnusualValue_IsOutOfRange(long[] labels) => Assert.Equal([FaultCode.LabelOutOfRange], OwnedBatch.OfRows(FourRows.Rows, labels).Codes());

    [Fact]
    public void PassOver_DeclaredValue_IsIgnored() => Assert.Empty(OwnedBatch.OfRows(FourRows.Rows, 0, 1, 255, 255).Codes(new Contract { IgnoreIndex = 255 }));
}
