using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class SequenceLengthMismatchTests
{
    [Theory]
    [InlineData(new long[] { 2, 10, 7 }, new long[] { 2, 5 }, "Lengths 7 of the scores and 5 of the labels")]
    [InlineData(new long[] { 2, 10, 15 }, new long[] { 2, 23 }, "both and 1 more are multiples of 8")]
    [InlineData(new long[] { 26, 10 }, new long[] { 34 }, "Lengths 26 of the scores and 34 of the labels")]
    public void Find_OtherLengths_GiveBothAndWhatSettlesIt(long[] scores, long[] labels, string measured)
    {
        var fault = OwnedBatch.OfShapes(scores, labels).FindFault();

        FaultAssert.Rejects(FaultCode.SequenceLengthMismatch, fault, measured);
        Assert.Contains("Sequence lengths, sent along, settle", fault.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 2, 10, 7 }, Certainty.Likely)]
    [InlineData(new long[] { 26, 10 }, Certainty.Ambiguous)]
    public void Find_FlattenedLengths_MayBeLostRows(long[] scores, Certainty certainty)
    {
        var fault = OwnedBatch.OfShapes(scores, scores.Length == 3 ? [2, 5] : [34]).FindFault();

        Assert.Equal((certainty, certainty == Certainty.Ambiguous), (fault.Certainty, fault.Alternatives.Contains(FaultCode.PartialBatchMismatch)));
    }

    [Fact]
    public void PassOver_AnotherBatch_HasLostRows() => Assert.Equal([FaultCode.PartialBatchMismatch], OwnedBatch.OfShapes([2, 10, 7], [3, 5]).Codes());

    [Fact]
    public void PassOver_CommonFactorThatLeavesNoLengths_HasLostRows() => Assert.Equal([FaultCode.PartialBatchMismatch], OwnedBatch.OfShapes([12, 10], [18]).Codes());
}
