using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Diagnosis.Evidence;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class LmShiftWrongTests
{
    private static readonly Contract LastAxis = new() { ClassAxis = -1 };

    [Theory]
    [InlineData(1, "before its own along axis 1")]
    [InlineData(-1, "after its own along axis 1")]
    public void Find_LabelsThatMoved_WarnsWithBothLosses(int shift, string way)
    {
        var fault = Sequences(sequences: 10, shift).FindFault(LastAxis);

        FaultAssert.Warns(FaultCode.LmShiftWrong, fault, "The mean loss is ", " as sent, and ", way);
        Assert.Equal(Certainty.Likely, fault.Certainty);
    }

    [Theory]
    [InlineData(LabelKind.OneHot)]
    [InlineData(LabelKind.Distribution)]
    public void Find_DenseLabelsThatMoved_Warns(LabelKind kind)
    {
        var fault = OneHot.Of(Sequences(sequences: 10, shift: -1), classes: 20).FindFault(LastAxis with { Labels = kind });

        FaultAssert.Warns(FaultCode.LmShiftWrong, fault, "after its own along axis 1");
    }

    [Fact]
    public void Find_DenseLabelsThatMovedAgainstProbabilities_Warns()
    {
        var stream = new ModelStream(5, classes: 20) { Send = Softmax };

        FaultAssert.Warns(
            FaultCode.LmShiftWrong,
            OneHot.Of(stream.NextSequences(sequences: 10, length: 60, shift: 1), classes: 20).FindFault(LastAxis with { Labels = LabelKind.OneHot, Scores = ScoreKind.Probabilities }),
            "before its own along axis 1");
    }

    [Theory]
    [InlineData(LabelKind.OneHot)]
    [InlineData(LabelKind.Distribution)]
    public void PassOver_DenseLabelsInTheirPlaces_AreScored(LabelKind kind) =>
        Assert.Empty(OneHot.Of(Sequences(sequences: 10, shift: 0), classes: 20).Codes(LastAxis with { Labels = kind }));

    [Fact]
    public void PassOver_LabelsInTheirPlaces_AreScored() => Assert.Empty(Sequences(sequences: 10, shift: 0).Codes(LastAxis));

    [Fact]
    public void PassOver_LabelsTwoPlacesAway_AreNoShiftByOne() => Assert.Empty(Sequences(sequences: 10, shift: 2).Codes(LastAxis));

    [Fact]
    public void PassOver_LessThanFiveHundredTokens_AreNoEvidence() => Assert.Empty(Sequences(sequences: 8, shift: 1).Codes(LastAxis));

    private static double[] Softmax(double[] logits)
    {
        var sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }

    private static OwnedBatch Sequences(int sequences, int shift) => new ModelStream(5, classes: 20).NextSequences(sequences, length: 60, shift);
}
