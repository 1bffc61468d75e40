using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class BatchSqueezedTests
{
    [Fact]
    public void Find_OnePredictionForSeveralLabels_SaysThatTheScoresLackTheirBatch()
    {
        var fault = OwnedBatch.OfShapes([3], [4]).FindFault();

        FaultAssert.Rejects(FaultCode.BatchSqueezed, fault, "Scores [3]", "labels [4] are 4 rows");
        Assert.Equal(Certainty.Ambiguous, fault.Certainty);
    }

    [Fact]
    public void Find_OneDenseLabelForSeveralPredictions_SaysThatTheLabelsLackTheirBatch() => FaultAssert.Rejects(
        FaultCode.BatchSqueezed,
        OwnedBatch.OfShapes([4, 3], [3]).FindFault(new Contract { Labels = LabelKind.Distribution }),
        "Labels [3] have no batch axis",
        "4 predictions");

    [Fact]
    public void PassOver_OnePredictionForOneLabel_IsScored() => Assert.Empty(OwnedBatch.OfShapes([3], []).Codes());

    [Fact]
    public void PassOver_OneDenseLabelForOnePrediction_LacksAUnitAxisAlone() => Assert.Equal(
        [FaultCode.ExtraSingletonDim],
        new OwnedBatch(OwnedTensor.F64(TensorShape.Of(1, 3), 1, 2, 3), OwnedTensor.F64(TensorShape.Of(3), 0, 1, 0)).Codes(new Contract { Labels = LabelKind.Distribution }));
}
