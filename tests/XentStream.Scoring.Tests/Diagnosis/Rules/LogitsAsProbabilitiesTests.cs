using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LogitsAsProbabilitiesTests
{
    [Theory]
    [InlineData(ScoreKind.Probabilities, new[] { 0.5, 0.6 }, "no probabilities", "0.5..0.6 and sum 1.1")]
    [InlineData(ScoreKind.Probabilities, new[] { -0.1, 1.1 }, "no probabilities", "-0.1..1.1 and sum 1")]
    [InlineData(ScoreKind.LogProbabilities, new[] { 0.1, -3.0 }, "no logarithms of probabilities", "-3..0.1")]
    [InlineData(ScoreKind.LogProbabilities, new[] { -3.0, -3.0 }, "no logarithms of probabilities", "-3..-3")]
    public void Find_ScoresThatAreNotAsDeclared_GivesTheFirstRow(ScoreKind kind, double[] row, string what, string scores) =>
        FaultAssert.Rejects(FaultCode.LogitsAsProbabilities, OwnedBatch.OfRow(row, 0).FindFault(new Contract { Scores = kind }), "1 of 1 rows", what, "row 0", scores);

    [Theory]
    [InlineData(ScoreKind.Probabilities, new[] { 0.4, 0.6005 })]
    [InlineData(ScoreKind.LogProbabilities, new[] { -0.6931, -0.6931 })]
    [InlineData(ScoreKind.Logits, new[] { 0.5, 0.6 })]
    public void PassOver_ScoresThatAreAsDeclared_AreScored(ScoreKind kind, double[] row) => Assert.Empty(OwnedBatch.OfRow(row, 0).Codes(new Contract { Scores = kind }));
}
