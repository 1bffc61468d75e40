using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class LossAfterFixTests
{
    private static readonly double[][] Rows = [[4, 1, 0], [0, 3, 1], [1, 0, 2], [2, 2, 0]];
    private static readonly double Expected = OwnedBatch.OfRows(Rows, 0, 1, 2, 0).Score().WeightedMean!.Value;
    private static readonly OwnedTensor Scores = OwnedTensor.F64(TensorShape.Of(4, 3), [.. Rows.SelectMany(row => row)]);
    private static readonly Contract Index = new() { Labels = LabelKind.Index };

    [Fact]
    public void Score_UnitAxis_GivesTheLossWithoutIt()
    {
        var batch = new OwnedBatch(Scores, OwnedTensor.I64(TensorShape.Of(4, 1), 0, 1, 2, 0));

        Assert.Equal((Severity.Warn, Expected), (batch.FindFault(Index).Severity, batch.FindFault(Index).LossAfterFix));
        Assert.Equal((Severity.Reject, Expected), (batch.FindFault().Severity, batch.FindFault().LossAfterFix));
        Assert.Equal([FaultCode.IndexGivenToDenseLoss], batch.FindFault().Alternatives);
        Assert.Equal(Expected, batch.ScoreWithWarnings(Index).WeightedMean);
    }

    [Fact]
    public void Score_OneHotForIndices_GivesTheLossOfTheArgmax()
    {
        var batch = new OwnedBatch(Scores, OwnedTensor.I64(TensorShape.Of(4, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0));

        Assert.Equal((FaultCode.OnehotGivenToIndexLoss, Severity.Warn, Expected), Summary(batch.FindFault(Index)));
        Assert.Equal((FaultCode.OnehotGivenToIndexLoss, Severity.Reject, Expected), Summary(batch.FindFault()));
    }

    [Fact]
    public void Score_FlattenedOneHot_GivesTheLossOfTheArgmax() => Assert.Equal(
        (FaultCode.OnehotFlattened, Severity.Reject, Expected),
        Summary(new OwnedBatch(Scores, OwnedTensor.I64(TensorShape.Of(12), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0)).FindFault()));

    [Fact]
    public void Score_LabelsFromOne_GivesTheLossOfLabelsLessOne() =>
        Assert.Equal((FaultCode.LabelOneBased, Severity.Reject, Expected), Summary(OwnedBatch.OfRows(Rows, 1, 2, 3, 1).FindFault()));

    [Fact]
    public void Score_UndeclaredIgnoreValue_GivesTheLossWithoutIt() => Assert.Equal(
        (FaultCode.IgnoreIndexMismatch, Severity.Reject, OwnedBatch.OfRows(Rows, 0, 1, -100, -100).Score().WeightedMean),
        Summary(OwnedBatch.OfRows(Rows, 0, 1, 255, 255).FindFault()));

    [Fact]
    public void Score_ClassesOnTheLastAxis_GivesTheLossOverThatAxis()
    {
        var labels = OwnedTensor.I64(TensorShape.Of(2, 2), 0, 1, 2, 0);
        var last = OwnedTensor.F64(TensorShape.Of(2, 2, 3), [.. Rows.SelectMany(row => row)]);

        Assert.Equal((FaultCode.ClassAxisMismatch, Severity.Warn, Expected), Summary(new OwnedBatch(last, labels).FindFault(Index)));
    }

    [Fact]
    public void Score_ProbabilitiesAsLogits_GivesTheLossOfTheirLogarithms()
    {
        double[][] probabilities = [[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]];

        var fault = OwnedBatch.OfRows(probabilities, 0, 1).FindFault();

        Assert.Equal((FaultCode.ProbabilitiesAsLogits, Severity.Warn), (fault.Code, fault.Severity));
        Relative.Equal(-(Math.Log(0.5) + Math.Log(0.75)) / 2, fault.LossAfterFix, 1e-12);
    }

    private static (FaultCode Code, Severity Severity, double? Loss) Summary(Fault fault) => (fault.Code, fault.Severity, fault.LossAfterFix);
}
