using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class ProbabilitiesAsLogitsOfSigmoidTests
{
    private const int Enough = 1000;
    private static readonly Contract Sigmoid = new() { Link = Link.Sigmoid };

    [Fact]
    public void Find_OutputsOfASigmoid_WarnsWithBothLosses()
    {
        var fault = Batch(Enough, right: 0.75).FindFault(Sigmoid);

        FaultAssert.Warns(FaultCode.ProbabilitiesAsLogits, fault, "All 1000 scores are in [0.25, 0.75]", "0.2877 as probabilities");
        Assert.Equal(Certainty.Ambiguous, fault.Certainty);
        Relative.Equal(-Math.Log(0.75), fault.LossAfterFix, 1e-12);
    }

    [Fact]
    public void PassOver_FewScores_AreNoEvidence() => Assert.Empty(Batch(Enough - 1, right: 0.75).Codes(Sigmoid));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(0.25)]
    public void PassOver_EqualScoresLargerOnesOrABetterLoss_AreLogits(double right) => Assert.Empty(Batch(Enough, right).Codes(Sigmoid));

    // Labels of 0 and 1 in turn, with scores that are right by so much.
    private static OwnedBatch Batch(int rows, double right) => new(
        OwnedTensor.F64(TensorShape.Of(rows), [.. Enumerable.Range(0, rows).Select(row => row % 2 == 1 ? right : 1 - right)]),
        OwnedTensor.I64(TensorShape.Of(rows), [.. Enumerable.Range(0, rows).Select(row => (long)row % 2)]));
}
