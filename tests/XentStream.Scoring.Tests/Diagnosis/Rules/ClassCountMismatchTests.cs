using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ClassCountMismatchTests
{
    [Theory]
    [InlineData(9, false)]
    [InlineData(11, false)]
    [InlineData(11, true)]
    public void Find_AnotherNumberOfClasses_GivesBothNumbers(long declared, bool atLeast) => FaultAssert.Rejects(
        FaultCode.ClassCountMismatch,
        OwnedBatch.OfShapes([2, 10], [2]).FindFault(new Contract { Classes = declared, ClassesAtLeast = atLeast }),
        "10 classes",
        $"declares {declared}");

    [Theory]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(9, true)]
    public void PassOver_DeclaredClasses_AreScored(long declared, bool atLeast) =>
        Assert.Equal(2, OwnedBatch.OfShapes([2, 10], [2]).Score(new Contract { Classes = declared, ClassesAtLeast = atLeast }).Scored);

    // The labels fit another axis, so that its length is the number of classes.
    [Fact]
    public void PassOver_DeclaredClassesOnAnotherAxis_AreThere() =>
        Assert.Equal([FaultCode.ClassAxisMismatch], OwnedBatch.OfShapes([2, 5, 10], [2, 5]).Codes(new Contract { Classes = 10, Labels = LabelKind.Index }));
}
