using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ClassWeightMismatchTests
{
    private static readonly OwnedBatch Sigmoids = OwnedBatch.OfShapes([2, 2], [2, 2]);

    [Fact]
    public void Find_OtherWeightsThanClasses_GivesBothNumbers() =>
        FaultAssert.Rejects(FaultCode.ClassWeightMismatch, OwnedBatch.OfShapes([4, 10], [4]).FindFault(new Contract { ClassWeights = [1, 2] }), "2 class weights", "10 classes");

    [Fact]
    public void Find_AsManyWeightsAsTheLastAxis_SaysThatAFrameworkWouldBroadcastThem()
    {
        var fault = OwnedBatch.OfShapes([2, 3, 5], [2, 5]).FindFault(new Contract { ClassWeights = [1, 1, 1, 1, 1] });

        FaultAssert.Rejects(FaultCode.ClassWeightMismatch, fault, "5 class weights", "3 classes");
        Assert.Contains("last axis", fault.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OtherPositiveWeightsThanColumns_GivesBothNumbers() => FaultAssert.Rejects(
        FaultCode.ClassWeightMismatch, Sigmoids.FindFault(new Contract { Link = Link.Sigmoid, PositiveWeights = [1, 2, 3] }), "3 positive weights", "axis of 2");

    [Fact]
    public void PassOver_OneWeightForEachClass_IsScored() => Assert.Empty(OwnedBatch.OfShapes([4, 2], [4]).Codes(new Contract { ClassWeights = [1, 2] }));

    [Fact]
    public void PassOver_WeightsForClassesOnAnotherAxis_FitThem() =>
        Assert.Equal([FaultCode.ClassAxisMismatch], OwnedBatch.OfShapes([2, 5, 3], [2, 5]).Codes(new Contract { ClassWeights = [1, 1, 1], Labels = LabelKind.Index }));

    [Fact]
    public void PassOver_OnePositiveWeightForAll_IsScored() => Assert.Empty(Sigmoids.Codes(new Contract { Link = Link.Sigmoid, PositiveWeights = [3] }));
}
