using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class OnehotFlattenedTests
{
    [Fact]
    public void Find_OneHotRowsInOneLine_GivesTheLossOfTheArgmax()
    {
        var fault = Batch(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0).FindFault();

        FaultAssert.Rejects(FaultCode.OnehotFlattened, fault, "12 labels for 4 predictions", "C = 3");
        Assert.Equal((Certainty.Certain, FourRows.Loss), (fault.Certainty, fault.LossAfterFix));
    }

    [Fact]
    public void PassOver_BlockWithTwoOnes_IsARatio() => Assert.Equal([FaultCode.LabelCountIsMultiple], Batch(1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0).Codes());

    [Fact]
    public void PassOver_TwiceAsManyLabelsAsPredictions_AreNoRowsOfThree() => Assert.Equal([FaultCode.LabelCountIsMultiple], Batch(1, 0, 0, 0, 1, 0, 0, 1).Codes());

    [Theory]
    [InlineData(LabelKind.OneHot)]
    [InlineData(LabelKind.Distribution)]
    public void Find_DeclaredOneHotRowsInOneLine_GivesTheLossOfTheRows(LabelKind kind)
    {
        var fault = Floats(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0).FindFault(new() { Labels = kind });

        FaultAssert.Rejects(FaultCode.OnehotFlattened, fault, "12 labels for 4 predictions", "a one-hot matrix was flattened");
        Assert.Equal(FourRows.Loss, fault.LossAfterFix);
    }

    [Fact]
    public void Find_DeclaredDistributionsInOneLine_GivesTheLossOfTheRows()
    {
        var fault = Floats(0.5F, 0.5F, 0, 0, 1, 0, 0.25F, 0, 0.75F, 1, 0, 0).FindFault(new() { Labels = LabelKind.Distribution });

        FaultAssert.Rejects(FaultCode.OnehotFlattened, fault, "every 3 in a row sum to 1: label rows were flattened");
        Assert.NotNull(fault.LossAfterFix);
    }

    [Fact]
    public void PassOver_DeclaredOneHotThatSumsToOneAlone_IsNotSaidToBeOneLabel()
    {
        var fault = Floats(0.5F, 0.5F, 0, 0, 1, 0, 0.25F, 0, 0.75F, 1, 0, 0).FindFault(new() { Labels = LabelKind.OneHot });

        FaultAssert.Rejects(FaultCode.LogitCountIsMultiple, fault, "4 predictions for each label row", "labels [12]");
    }

    private static OwnedBatch Floats(params float[] labels) => new(FourRows.Scores, OwnedTensor.F32(TensorShape.Of(labels.Length), labels));

    private static OwnedBatch Batch(params long[] labels) => new(FourRows.Scores, OwnedTensor.I64(TensorShape.Of(labels.Length), labels));
}
