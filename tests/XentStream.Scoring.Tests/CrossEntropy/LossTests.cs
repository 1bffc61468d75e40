using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>The numbers of single rows against 640-bit arithmetic.</summary>
public sealed class LossTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Score_EveryNumberOfClasses_GivesTheReferenceNumbers()
    {
        var random = new Random(300);
        for (var classes = 2; classes <= 300; classes++)
        {
            AssertEqualsReference(RandomLogits.Next(random, classes, deviation: 3), random.Next(classes));
        }
    }

    [Theory]
    [InlineData(1e-8, 0)]
    [InlineData(0.01, -50)]
    [InlineData(30, 0)]
    [InlineData(50, 0)]
    [InlineData(3, 1e6)]
    [InlineData(1e5, -1e7)]
    public void Score_LogitsOfAnyScale_GivesTheReferenceNumbers(double deviation, double offset)
    {
        var random = new Random(11);
        for (var i = 0; i < 30; i++)
        {
            AssertEqualsReference(RandomLogits.Next(random, 10, deviation, offset), random.Next(10));
        }
    }

    // ln(1e12) = 27.63, ln(1e30) = 69.08.
    [Theory]
    [InlineData(27.63)]
    [InlineData(36.8)]
    [InlineData(50)]
    [InlineData(69.08)]
    public void Score_ConfidentRow_KeepsTheDigitsOfATinyLoss(double lead)
    {
        var random = new Random(12);
        for (var label = 0; label < 7; label++)
        {
            var scores = RandomLogits.Next(random, 7, deviation: 0.5);
            scores[label] += lead + 3;
            var loss = AssertEqualsReference(scores, label);
            Assert.InRange(loss, Math.Exp(-lead - 8), Math.Exp(-lead + 4));
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-17)]
    [InlineData(1e-30)]
    public void Score_TwoClasses_GivesTheOddsOfTheOther(double odds)
    {
        var totals = OwnedBatch.OfRow([-Math.Log(odds), 0], 0).Score();

        // To first order ln(1 + odds); the argument is a rounded logarithm of the odds.
        Relative.Equal(odds, totals.Loss.ToDouble(), odds + 1e-13);
    }

    [Fact]
    public void Score_WrongConfidentRow_GivesTheReferenceNumbers() => AssertEqualsReference([800, 3, -900, 2], 2);

    [Fact]
    public void Score_EqualLogits_GivesLnC()
    {
        var totals = OwnedBatch.OfRow([7, 7, 7, 7], 3).Score(new Contract { TopK = [1, 3, 4] });

        Relative.Equal(Math.Log(4), totals.WeightedMean, 1e-15);
        Relative.Equal(Math.Log(4), totals.MeanEntropy, 1e-15);
        Assert.Equal((0.75, 0.25), (totals.MeanBrier, totals.MeanConfidence));
        Assert.Equal([0.0, 0.0, 1.0], totals.TopK.Select(hits => hits.Accuracy));
    }

    [Fact]
    public void Score_MinusInfinityOffTheLabel_IsProbabilityZero()
    {
        AssertEqualsReference([1, double.NegativeInfinity, 0.5, double.NegativeInfinity], 2);
        var certain = OwnedBatch.OfRow([double.NegativeInfinity, 4], 1).Score();
        Assert.Equal((0.0, 0.0, 0.0, 1.0), (certain.WeightedMean, certain.MeanBrier, certain.MeanEntropy, certain.MeanConfidence));
    }

    private static double AssertEqualsReference(double[] scores, int label)
    {
        var expected = ReferenceRow.Of(scores, label);
        var totals = OwnedBatch.OfRow(scores, label).Score(new Contract { TopK = [.. Enumerable.Range(1, scores.Length)] });

        Relative.Equal(expected.Loss, totals.Loss.ToDouble(), Tolerance);
        Relative.Equal(expected.Brier, totals.Brier.ToDouble(), Tolerance);
        Relative.Equal(expected.Entropy, totals.Entropy.ToDouble(), Tolerance);
        Relative.Equal(expected.Confidence, totals.MeanConfidence, Tolerance);
        Assert.Equal(expected.Rank, totals.TopK.Count(hits => hits.Hits == 0));
        return totals.Loss.ToDouble();
    }
}
