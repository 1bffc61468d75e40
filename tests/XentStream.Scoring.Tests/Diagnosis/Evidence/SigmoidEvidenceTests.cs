using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class SigmoidEvidenceTests
{
    private const int Rows = 50;
    private const int Batches = 64 * 1000 / Rows;

    private readonly StreamEvidence evidence = new();
    private readonly BatchScorer scorer = new();
    private readonly Random random = new(1);

    [Fact]
    public void Add_ProbabilitiesInBatchesBelowAThousand_NamesThemWithBothLosses() => FaultAssert.Warns(
        FaultCode.ProbabilitiesAsLogits,
        Find(label => (label * 0.8) + (random.NextDouble() * 0.2))!,
        "All 1000 scores",
        "as probabilities against");

    // Scores that are small and say nothing of the label are lower in loss as what they are.
    [Fact]
    public void Add_SmallTrueLogits_SayNothing() => Assert.Null(Find(_ => random.NextDouble() < 0.5 ? 0.001 : 0.999));

    [Fact]
    public void Add_ConstantScores_SayNothing() => Assert.Null(Find(_ => 0.5));

    [Fact]
    public void Add_OneLogitBeyondOneAmongTheRows_SaysNothing()
    {
        var scores = 0;
        Assert.Null(Find(label => scores++ % Rows < 25 ? 1.5 : label * 0.9));
    }

    // Eight scores of one batch in eight, and then a thousand of all.
    [Fact]
    public void Add_ProbabilitiesAfterALongTimeOfLogits_AreFoundAfterOneAndATenthOfTheirNumber()
    {
        Assert.Null(Find(label => (label * 6) - 3 + random.NextDouble()));
        Assert.Null(Find(label => (label * 6) - 3 + random.NextDouble()));
        Assert.True(evidence.IsSettled);

        Assert.NotNull(Find(label => (label * 0.8) + (random.NextDouble() * 0.2), batches: Batches + (Batches / 10)));
    }

    private Fault? Find(Func<int, double> scoreOf, int batches = Batches)
    {
        for (var i = 0; i < batches; i++)
        {
            var labels = Enumerable.Range(0, Rows).Select(_ => random.Next(2)).ToArray();
            var batch = new OwnedBatch(
                OwnedTensor.F32(TensorShape.Of(Rows), [.. labels.Select(label => (float)scoreOf(label))]),
                OwnedTensor.F32(TensorShape.Of(Rows), [.. labels.Select(label => (float)label)]));
            Assert.DoesNotContain(
                scorer.Score(batch.View, new Contract { Link = Link.Sigmoid, Labels = LabelKind.Binary }, evidence), fault => fault.Severity != Severity.Info);
        }

        return evidence.Faults.SingleOrDefault();
    }
}
