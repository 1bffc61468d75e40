using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tests.Faults;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class SoftmaxEvidenceTests
{
    private readonly StreamEvidence evidence = new();
    private readonly BatchScorer scorer = new();

    [Fact]
    public void Add_ProbabilitiesAsLogitsInBatchesOfOneRow_ConfirmsThem()
    {
        var stream = new ModelStream(1, 10) { Send = Softmax };

        FaultAssert.Warns(FaultCode.ProbabilitiesAsLogits, Find(stream, 64 * 64)!, "All of 64 rows", "below 1.4612");
    }

    [Fact]
    public void Add_OneRowOfLogitsAmongThem_SaysNothing()
    {
        var row = 0;
        var stream = new ModelStream(1, 10) { Send = logits => row++ % 256 == 255 ? logits : Softmax(logits) };

        Assert.Null(Find(stream, 64 * 64));
    }

    [Fact]
    public void Add_DeclaredProbabilities_SaysNothing() => Assert.Null(Find(new ModelStream(1, 10) { Send = Softmax }, 64 * 64, new Contract { Scores = ScoreKind.Probabilities }));

    [Fact]
    public void Add_LogitsAfterThem_IsQuiet()
    {
        Assert.NotNull(Find(new ModelStream(1, 10) { Send = Softmax }, 64 * 64));

        Assert.Null(Find(new ModelStream(2, 10), 64 * 64));
    }

    // One batch in eight is looked at until one of them has such a row, and then 64 rows of all.
    [Fact]
    public void Add_ProbabilitiesAfterALongTimeOfLogits_AreFoundWithinFiveThousandRows()
    {
        var (isSoftmax, rows) = (false, 0);
        var stream = new ModelStream(3, 10) { Send = logits => isSoftmax ? Softmax(logits) : logits };
        Assert.Null(Find(stream, 40 * 64 * 64));
        Assert.True(evidence.IsSettled);

        isSoftmax = true;
        while (Find(stream, 1) is null)
        {
            Assert.InRange(++rows, 1, 5000);
        }

        Assert.Equal(FaultCode.ProbabilitiesAsLogits, evidence.Faults[0].Code);
    }

    private static double[] Softmax(double[] logits)
    {
        var sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }

    private Fault? Find(ModelStream stream, int batches, Contract? contract = null)
    {
        for (var i = 0; i < batches; i++)
        {
            var batch = stream.Next(1).View with { ScoreKind = contract?.Scores ?? ScoreKind.Logits };
            Assert.Empty(scorer.Score(batch, contract ?? new Contract(), evidence));
        }

        return evidence.Faults.SingleOrDefault();
    }
}
