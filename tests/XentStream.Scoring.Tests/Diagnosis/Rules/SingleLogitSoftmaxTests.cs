using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class SingleLogitSoftmaxTests
{
    [Theory]
    [InlineData(new long[] { 2, 1 }, new long[] { 2 })]
    [InlineData(new long[] { 1 }, new long[0])]
    public void Find_OneClass_SaysThatItsLossIsAlwaysZero(long[] scores, long[] labels) =>
        FaultAssert.Rejects(FaultCode.SingleLogitSoftmax, OwnedBatch.OfShapes(scores, labels).FindFault(), $"Scores {TensorShape.Of(scores)}", "one logit");

    [Fact]
    public void PassOver_TwoClasses_AreScored() => Assert.Empty(OwnedBatch.OfShapes([2, 2], [2]).Codes());

    [Fact]
    public void PassOver_OneLogitOfASigmoid_IsScored() => Assert.Empty(OwnedBatch.OfShapes([2, 1], [2, 1]).Codes(new Contract { Link = Link.Sigmoid }));
}
