using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LabelHasColorChannelsTests
{
    private static readonly Contract Index = new() { Labels = LabelKind.Index };

    [Theory]
    [InlineData(new long[] { 1, 2, 2, 3 })]
    [InlineData(new long[] { 1, 3, 2, 2 })]
    public void Find_PictureAsMask_GivesItsChannels(long[] shape)
    {
        var fault = Batch(21, shape, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).FindFault(Index);

        FaultAssert.Rejects(FaultCode.LabelHasColorChannels, fault, $"Label map {TensorShape.Of(shape)} has 3 channels;", "shape [1, 2, 2]");
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Fact]
    public void Find_EqualChannels_SaysThatTheIdIsRepeated()
    {
        var fault = Batch(21, [1, 2, 2, 3], 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3).FindFault(Index);

        FaultAssert.Rejects(FaultCode.LabelHasColorChannels, fault, "3 channels, all equal");
        Assert.Equal("Keep one channel.", fault.Fix);
    }

    [Fact]
    public void PassOver_OneHotChannelsAsManyAsClasses_AreOneHot() =>
        Assert.Equal([FaultCode.OnehotGivenToIndexLoss], Batch(3, [1, 2, 2, 3], 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0).Codes(Index));

    [Fact]
    public void PassOver_TwoChannels_AreNoPicture() => Assert.Equal([FaultCode.LabelCountIsMultiple], OwnedBatch.OfShapes([1, 21, 2, 2], [1, 2, 2, 2]).Codes(Index));

    private static OwnedBatch Batch(int classes, long[] shape, params long[] labels) => new(OwnedTensor.Zeros(ElementType.F32, 1, classes, 2, 2), OwnedTensor.I64(TensorShape.Of(shape), labels));
}
