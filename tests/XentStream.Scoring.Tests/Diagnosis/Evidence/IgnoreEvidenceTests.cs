using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class IgnoreEvidenceTests
{
    private static readonly double[] Row = [1, 2, 3];

    private readonly StreamEvidence evidence = new();
    private readonly BatchScorer scorer = new();

    [Theory]
    [InlineData(-1)]
    [InlineData(255)]
    [InlineData(3)]
    public void Add_BatchesRejectedForOneValueAlone_SuggestIt(long value)
    {
        ScoreClasses(0, 1, 2);
        Reject(value, batches: 7);
        Assert.Empty(evidence.Faults);

        Reject(value, batches: 1);

        var fault = Assert.Single(evidence.Faults);
        FaultAssert.Rejects(FaultCode.IgnoreIndexMismatch, fault, "In 8 rejected batches", $"no class are {value};", "ignore value is -100");
        Assert.Contains($"IgnoreIndex: {value} ", fault.Fix, StringComparison.Ordinal);
        Assert.Equal([FaultCode.LabelOutOfRange], fault.Alternatives);
    }

    [Fact]
    public void Add_ScoredBatchAfterThem_ShowsNothing()
    {
        ScoreClasses(0, 1, 2);
        Reject(-1, batches: 8);

        ScoreClasses(0);

        Assert.Empty(evidence.Faults);
    }

    [Fact]
    public void Add_AnotherValueInBetween_BeginsAnew()
    {
        ScoreClasses(0, 1, 2);
        Reject(-1, batches: 7);
        Reject(77, batches: 1);
        Reject(-1, batches: 7);

        Assert.Empty(evidence.Faults);
    }

    // A raw id that comes again and again is no ignore value.
    [Fact]
    public void Add_ValueThatNobodyIgnoresBy_SaysNothing()
    {
        ScoreClasses(0, 1, 2);
        Reject(77, batches: 20);

        Assert.Empty(evidence.Faults);
    }

    [Fact]
    public void Add_MinusOneBesideOnesAlone_MayBeSignedCoding()
    {
        ScoreClasses(1);
        Reject(-1, batches: 20);

        Assert.Empty(evidence.Faults);
    }

    [Fact]
    public void Add_NumberOfClassesWithoutALabelZero_MayBeCountedFromOne()
    {
        ScoreClasses(1, 2);
        Reject(3, batches: 20);

        Assert.Empty(evidence.Faults);
    }

    private void ScoreClasses(params ReadOnlySpan<long> labels)
    {
        foreach (var label in labels)
        {
            // Of F64 rows one in 256 is looked at.
            for (var i = 0; i < 256; i++)
            {
                Assert.Empty(scorer.Score(OwnedBatch.OfRow(Row, label).View, new Contract(), evidence));
            }
        }
    }

    private void Reject(long label, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            Assert.Equal(FaultCode.LabelOutOfRange, scorer.Score(OwnedBatch.OfRow(Row, label).View, new Contract(), evidence)[0].Code);
        }
    }
}
