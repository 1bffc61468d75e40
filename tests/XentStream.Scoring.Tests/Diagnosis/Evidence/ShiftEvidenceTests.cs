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

    private Fault? Find(int shift, double skill = 6)
    {
        var stream = new ModelStream(1, 50) { Skill = skill };
        for (var i = 0; i < Batches + 2; i++)
        {
            Assert.DoesNotContain(scorer.Score(stream.NextSequences(2, 20, shift).View, new Contract { ClassAxis = -1 }, evidence), fault => fault.Severity != Severity.Info);
        }

        return evidence.Faults.SingleOrDefault();
    }
}
