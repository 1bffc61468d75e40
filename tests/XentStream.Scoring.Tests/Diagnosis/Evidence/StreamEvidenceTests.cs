using System.Collections.Immutable;
using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class StreamEvidenceTests
{
    private readonly StreamEvidence evidence = new();
    private readonly BatchScorer scorer = new();

    // Whatever is gathered must not stand in results: they have to be the same in a replay, which reads in another order.
    [Fact]
    public void Score_WithEvidence_GivesTheSameFaultsAndTotals() => CleanBatch.Random.Array[1, 30].Sample(
        batches =>
        {
            var (gathered, alone, with) = (new StreamEvidence(), new BatchScorer(), new BatchScorer());
            foreach (var one in batches)
            {
                var batch = new TensorBatch { Scores = one.Batch.Scores.View, ScoreKind = one.Kind, Labels = one.Batch.Labels.View };
                Assert.Equal(alone.Score(batch, one.Contract).AsEnumerable(), with.Score(batch, one.Contract, gathered));
                Assert.Equal(alone.Totals.ToCanonicalBytes(), with.Totals.ToCanonicalBytes());
            }
        },
        iter: 20);

    [Fact]
    public void Score_AfterClear_ShowsNothingOfBefore()
    {
        var stream = new ModelStream(1, 4) { LabelOf = one => (one + 1) % 4 };
        Feed(stream, 300, 64);
        Assert.NotEmpty(evidence.Faults);

        evidence.Clear();
        Assert.Empty(evidence.Faults);
        Score(stream.Next(64));

        Assert.Empty(evidence.Faults);
    }

    [Fact]
    public void Score_BatchThatIsRejected_ShowsNothingOfTheOthers()
    {
        var stream = new ModelStream(1, 4) { LabelOf = one => (one + 1) % 4 };
        Feed(stream, 300, 64);
        Assert.NotEmpty(evidence.Faults);

        Score(OwnedBatch.OfRow([0, 0, 0, double.NaN], 0));

        Assert.Empty(evidence.Faults);
    }

    // Batches of one row are looked at as often as rows of large ones.
    [Theory]
    [InlineData(1, 16384)]
    [InlineData(64, 256)]
    [InlineData(1024, 16)]
    public void Score_RowsInBatchesOfAnySize_AreEnoughAtTheSameNumber(int rows, int batches)
    {
        var stream = new ModelStream(1, 4) { LabelOf = one => (one + 1) % 4 };

        Feed(stream, batches - 1, rows);
        Assert.Empty(evidence.Faults);
        Feed(stream, 1, rows);

        Assert.Equal([FaultCode.LabelMapPermuted], evidence.Faults.Select(fault => fault.Code));
    }

    private void Feed(ModelStream stream, int batches, int rows)
    {
        for (var i = 0; i < batches; i++)
        {
            Score(stream.Next(rows));
        }
    }

    private ImmutableArray<Fault> Score(OwnedBatch batch) => scorer.Score(batch.View, new Contract(), evidence);
}
