using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.CrossEntropy;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests;

public sealed class BatchScorerAllocationTests
{
    private const int Batches = 10_000;
    private const int Rows = 29;
    private const int Classes = 10;

    [Fact]
    public void Score_TenThousandBatches_AllocatesNothing()
    {
        var random = new Random(29);
        var batch = new OwnedBatch(
            OwnedTensor.F32(TensorShape.Of(Rows, Classes), [.. RandomLogits.Next(random, Rows * Classes, deviation: 3).Select(logit => (float)logit)]),
            OwnedTensor.I64(TensorShape.Of(Rows), [.. Enumerable.Range(0, Rows).Select(row => (long)row % Classes)]));
        var (scorer, contract) = (new BatchScorer(), new Contract { Classes = Classes, TopK = [1, 5] });

        // The first batch makes room for what the others reuse.
        Assert.Equal(Rows, ScoreOften(scorer, batch, contract, 1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var scored = ScoreOften(scorer, batch, contract, Batches);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Batches * Rows, scored);

        // The runtime has a few hundred bytes of its own when it compiles a method anew; an object a batch would be 24 bytes a batch at least.
        Assert.Equal(0, allocated / Batches);
    }

    private static long ScoreOften(BatchScorer scorer, OwnedBatch batch, Contract contract, int times)
    {
        var scored = 0L;
        for (var i = 0; i < times; i++)
        {
            scored += scorer.Score(batch.View, contract).IsEmpty ? scorer.Totals.Scored : 0;
        }

        return scored;
    }
}
