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

    private static OwnedBatch Batch(params long[] labels) => new(FourRows.Scores, OwnedTensor.I64(TensorShape.Of(labels.Length), labels));
}
