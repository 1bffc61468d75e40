using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class PayloadRoleErrorTests
{
    private static readonly double[] Decisions = [1, 0, 0, 0, 1, 0];

    [Theory]
    [InlineData(ElementType.Bool, "BOOL")]
    [InlineData(ElementType.U8, "U8")]
    [InlineData(ElementType.I64, "I64")]
    public void Find_ScoresOfAnIntegerType_NamesTheType(ElementType type, string name) => FaultAssert.Rejects(
        FaultCode.PayloadRoleError, new OwnedBatch(OwnedTensor.Zeros(type, 2, 3), OwnedTensor.Zeros(ElementType.I64, 2)).FindFault(), "The scores", $" {name};");

    // Read as probabilities, as they once were, some of them would have given a number.
    [Theory]
    [InlineData(ScoreKind.LogProbabilities)]
    [InlineData(ScoreKind.LabelLogProbabilities)]
    public void Find_LogProbabilitiesUnderASigmoid_AreNotRead(ScoreKind kind)
    {
        var batch = OwnedBatch.OfShapes([3], [3]).View with { ScoreKind = kind };

        var fault = Assert.Single(new BatchScorer().Score(batch, new Contract { Link = Link.Sigmoid, Labels = LabelKind.Binary }));

        FaultAssert.Rejects(FaultCode.PayloadRoleError, fault, "[3] were sent as log-probabilities");
    }

    [Fact]
    public void Find_LabelsLikeScoresBesideDecisions_WereSwapped()
    {
        var fault = Dense(Decisions, [0.5, -1.5, 2, 3, 0, 1]).FindFault();

        FaultAssert.Rejects(FaultCode.PayloadRoleError, fault, "outside [0, 1] (the first is -1.5)", "the scores are all 0 or 1");
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Fact]
    public void PassOver_SoftLabelsBesideDecisions_AreLabels() => Assert.Equal([FaultCode.ProbabilitiesAsLogits], Dense(Decisions, [0.5, 0.5, 0, 0.25, 0.75, 0]).Codes());

    [Fact]
    public void PassOver_LabelsLikeScoresBesideLogits_AreNoDistributions() => Assert.Equal([FaultCode.TargetNotDistribution], Dense([1, 2, 3, 4, 5, 6], [0.5, -1.5, 2, 3, 0, 1]).Codes());

    private static OwnedBatch Dense(double[] scores, double[] labels) => new(OwnedTensor.F64(TensorShape.Of(2, 3), scores), OwnedTensor.F64(TensorShape.Of(2, 3), labels));
}
