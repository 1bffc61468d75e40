using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class OnehotGivenToIndexLossTests
{
    private static readonly Contract Index = new() { Labels = LabelKind.Index };
    private static readonly OwnedBatch OneHot = new(FourRows.Scores, OwnedTensor.I64(TensorShape.Of(4, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0));

    [Fact]
    public void Find_OneHotRowsWhereIndicesAreDeclared_IsScoredByTheArgmax()
    {
        FaultAssert.Warns(FaultCode.OnehotGivenToIndexLoss, OneHot.FindFault(Index), "Labels [4, 3] are one-hot over axis 1", "shape [4] are declared");
        Assert.Equal((FourRows.Loss, FourRows.Loss), (OneHot.FindFault(Index).LossAfterFix, OneHot.ScoreWithWarnings(Index).WeightedMean));
    }

    [Fact]
    public void Find_UndeclaredOneHotRows_MayBeMultiLabelRows()
    {
        var fault = OneHot.FindFault();

        FaultAssert.Rejects(FaultCode.OnehotGivenToIndexLoss, fault, "Labels [4, 3] are one-hot");
        Assert.Equal((Certainty.Ambiguous, FaultCode.MultilabelGivenToSoftmax, FourRows.Loss), (fault.Certainty, Assert.Single(fault.Alternatives), fault.LossAfterFix));
    }

    [Fact]
    public void Find_SoftRowsWhereIndicesAreDeclared_IsRejected()
    {
        var fault = new OwnedBatch(FourRows.Scores, OwnedTensor.F64(TensorShape.Of(4, 3), 0.5, 0.5, 0, 1, 0, 0, 0, 0.25, 0.75, 0, 1, 0)).FindFault(Index);

        FaultAssert.Rejects(FaultCode.OnehotGivenToIndexLoss, fault, "rows of probabilities that sum to 1", "shape [4] are declared");
        Assert.Equal([FaultCode.PayloadRoleError], fault.Alternatives);
    }

    [Fact]
    public void PassOver_RowWithTwoOnes_HasSeveralLabels() => Assert.Equal(
        [FaultCode.MultilabelGivenToSoftmax], (OneHot with { Labels = OwnedTensor.I64(TensorShape.Of(4, 3), 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0) }).Codes(Index));

    [Fact]
    public void PassOver_DeclaredOneHotRows_AreScored() => Assert.Equal(FourRows.Loss, OneHot.Score(new Contract { Labels = LabelKind.OneHot }).WeightedMean);
}
