using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class SoftmaxWrongAxisTests
{
    private static readonly double[][] Columns = [[0.5, 0.25, 0.9], [0.5, 0.75, 0.1]];

    [Fact]
    public void Find_DeclaredLogitsThatSumToOneOverTheBatch_Warns()
    {
        var fault = OwnedBatch.OfRows(Columns, 0, 1).FindFault();

        FaultAssert.Warns(FaultCode.SoftmaxWrongAxis, fault, "over axis 0 (2)", "class axis 1 (3)", "row 0 sums to 1.65");
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Theory]
    [InlineData(ScoreKind.Probabilities)]
    [InlineData(ScoreKind.LogProbabilities)]
    public void Find_DeclaredProbabilities_IsCertain(ScoreKind kind)
    {
        double[][] rows = [.. Columns.Select(row => kind == ScoreKind.Probabilities ? row : [.. row.Select(score => Math.Log(score))])];

        var fault = OwnedBatch.OfRows(rows, 0, 1).FindFaults(new Contract { Scores = kind })[0];

        FaultAssert.Rejects(FaultCode.SoftmaxWrongAxis, fault, "over axis 0 (2)", "class axis 1 (3)");
        Assert.Equal(Certainty.Certain, fault.Certainty);
    }

    [Fact]
    public void PassOver_SumsOfOneOverBothAxes_AreOverTheClasses() => Assert.Equal([FaultCode.ProbabilitiesAsLogits], OwnedBatch.OfRows([[0.5, 0.5], [0.5, 0.5]], 0, 1).Codes());

    [Fact]
    public void PassOver_OneColumnOffOne_IsOfLogits() => Assert.Empty(OwnedBatch.OfRows([Columns[0], [0.5, 0.75, 0.2]], 0, 1).Codes());
}
