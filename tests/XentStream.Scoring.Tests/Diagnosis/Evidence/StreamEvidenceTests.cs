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

    [Fact]
    public void Score_LongCleanTime_Settles()
    {
        var stream = new ModelStream(1, 10);
        Feed(stream, 1000, 64);
        Assert.False(evidence.IsSettled);

        Feed(stream, 100, 64);

        Assert.True(evidence.IsSettled);
    }

    // 64 rows a batch, of which one is looked at: some ten rows of one batch in eight are wrong, and the names are then judged by 256 rows of all batches, or by 512 or 1024 where there are more classes.
    [Theory]
    [InlineData(2, 400)]
    [InlineData(5, 400)]
    [InlineData(10, 650)]
    [InlineData(16, 1150)]
    public void Score_OtherNamesAfterALongCleanTime_AreFoundSoon(int classes, int mostBatches)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            evidence.Clear();
            var stream = new ModelStream(seed, classes);
            Feed(stream, 3000 + (100 * seed), 64);
            Assert.True(evidence.IsSettled);

            stream.LabelOf = one => (one + 1) % classes;

            Assert.InRange(BatchesUntilFound(stream, 64), 256, mostBatches);
        }
    }

    // Three rows in ten are wrong before, and three more then: so little that a thousand rows may have to judge.
    [Fact]
    public void Score_FewOtherNamesOfAModelOfSomeSkill_AreFoundWithinFifteenHundredBatches()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            evidence.Clear();
            var stream = new ModelStream(seed, 10) { SeenAs = (random, one) => random.Next(10) < 3 ? random.Next(10) : one };
            Feed(stream, 3000, 64);
            Assert.True(evidence.IsSettled);

            stream.LabelOf = one => one < 4 ? one ^ 1 : one;

            Assert.InRange(BatchesUntilFound(stream, 64), 1, 1500);
        }
    }

    // Nothing gets worse that could be noticed: the few batches that are looked at have to hold rows enough, which takes eight times as long.
    [Fact]
    public void Score_OtherNamesOfAModelThatGuessedBefore_AreFoundByTheFewBatches()
    {
        var knows = false;
        var stream = new ModelStream(1, 10) { SeenAs = (random, one) => knows ? one : random.Next(10) };
        Feed(stream, 3000, 64);
        Assert.True(evidence.IsSettled);

        knows = true;
        stream.LabelOf = one => one ^ 1;

        Assert.InRange(BatchesUntilFound(stream, 64), 256, 8 * (512 + 512));
    }

    // So that a replay of a sequence says the same of it, whatever came before.
    [Fact]
    public void Score_SameSequenceAgain_SaysTheSameOfEachBatch()
    {
        Assert.Equal(Sequence(), Sequence());

        List<(bool, string)> Sequence()
        {
            evidence.Clear();
            var stream = new ModelStream(3, 4);
            var said = new List<(bool, string)>();
            for (var i = 0; i < 3000; i++)
            {
                stream.LabelOf = i < 2500 ? one => one : one => 3 - one;
                Score(stream.Next(64));
                said.Add((evidence.IsSettled, string.Join(' ', evidence.Faults.Select(fault => fault.Wrong))));
            }

            Assert.NotEmpty(said[^1].Item2);
            return said;
        }
    }

    // Producers that take turns in eight batches: were it always the same one of eight that is looked at, the other seven would never be.
    [Fact]
    public void Score_OneOfEightProducersWithOtherNames_IsLookedAtLikeAnyOther()
    {
        var (right, other) = (new ModelStream(1, 4), new ModelStream(2, 4) { LabelOf = one => (one + 1) % 4 });
        Feed(right, 3000, 64);
        var settled = 0;
        for (var i = 0; i < 8000; i++)
        {
            Score((i % 8 < 4 ? other : right).Next(64));
            settled += evidence.IsSettled ? 1 : 0;
        }

        Assert.InRange(settled, 1, 7000);
    }

    private int BatchesUntilFound(ModelStream stream, int rows)
    {
        for (var batches = 1; batches < 10_000; batches++)
        {
            Score(stream.Next(rows));
            if (evidence.Faults is [{ Code: var code }])
            {
                Assert.Equal(FaultCode.LabelMapPermuted, code);
                return batches;
            }
        }

        return int.MaxValue;
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
