using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class ShiftEvidenceTests
{
    // Two sequences of twenty tokens: no batch alone holds five hundred.
    private const int Batches = 64 * 1000 / 40;

    private readonly StreamEvidence evidence = new();
    private readonly BatchScorer scorer = new();

    [Theory]
    [InlineData(1, "before its own", "shifted twice")]
    [InlineData(-1, "after its own", "not shifted")]
    public void Add_SequencesWhoseLabelsHaveMoved_NameTheDirectionWithBothLosses(int shift, string direction, string cause)
    {
        var fault = Find(shift);

        FaultAssert.Warns(FaultCode.LmShiftWrong, fault!, "tokens of this model version, the mean loss is", direction);
        Assert.Contains(cause, fault!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_SequencesWhoseLabelsAreRight_SayNothing() => Assert.Null(Find(0));

    [Fact]
    public void Add_SequencesOfAModelThatGuesses_SayNothing() => Assert.Null(Find(1, skill: 0));

    // At most 250 tokens of one batch in eight, and then a thousand of all.
    [Fact]
    public void Add_LabelsThatMoveAfterALongTime_AreFoundAfterThreeTimesTheirNumber()
    {
        var stream = new ModelStream(1, 50);
        Feed(stream, 0, 5 * Batches);
        Assert.True(evidence.IsSettled);

        Feed(stream, 1, 3 * Batches);

        Assert.Equal(FaultCode.LmShiftWrong, Assert.Single(evidence.Faults, fault => fault.Code == FaultCode.LmShiftWrong).Code);
    }

    private Fault? Find(int shift, double skill = 6)
    {
        Feed(new ModelStream(1, 50) { Skill = skill }, shift, Batches + 2);
        return evidence.Faults.SingleOrDefault();
    }

    private void Feed(ModelStream stream, int shift, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            Assert.DoesNotContain(scorer.Score(stream.NextSequences(2, 20, shift).View, new Contract { ClassAxis = -1 }, evidence), fault => fault.Severity != Severity.Info);
        }
    }
}
