using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class WeightTests
{
    private static readonly OwnedBatch TwoRows = OwnedBatch.OfRows([[1, 0], [0, 2]], 0, 0);
    private static readonly double First = OwnedBatch.OfRow([1, 0], 0).Score().Loss.ToDouble();
    private static readonly double Second = OwnedBatch.OfRow([0, 2], 0).Score().Loss.ToDouble();

    [Fact]
    public void Score_Weights_EnterTheLossAndTheWeightedMeanOnly()
    {
        var plain = TwoRows.Score();

        var totals = TwoRows.WithWeights(4, 0.5).Score();

        Assert.Equal(4.5, totals.Weight.ToDouble());
        Relative.Equal(((4 * First) + (0.5 * Second)) / 4.5, totals.WeightedMean, 1e-15);
        Relative.Equal(((4 * First) + (0.5 * Second)) / 2, totals.RowMean, 1e-15);
        Assert.Equal(
            (plain.MeanBrier, plain.MeanEntropy, plain.MeanConfidence, plain.Accuracy, plain.CalibrationError),
            (totals.MeanBrier, totals.MeanEntropy, totals.MeanConfidence, totals.Accuracy, totals.CalibrationError));
    }

    [Fact]
    public void Score_WeightsOfOne_GiveTheBytesOfNone() =>
        Assert.Equal(TwoRows.Score().ToCanonicalBytes(), TwoRows.WithWeights(1, 1).Score().ToCanonicalBytes());

    [Fact]
    public void Score_F32Weights_GiveTheBytesOfF64() => Assert.Equal(
        TwoRows.WithWeights(0.25, 3).Score().ToCanonicalBytes(),
        (TwoRows with { Weights = OwnedTensor.F32(TensorShape.Of(2), 0.25f, 3) }).Score().ToCanonicalBytes());

    [Fact]
    public void Score_AllWeightsZero_HasNoWeightedMean()
    {
        var totals = TwoRows.WithWeights(0, -0.0).ScoreWithWarnings(new());

        Assert.Null(totals.WeightedMean);
        Assert.Equal((2L, 0.0), (totals.Scored, totals.RowMean));
    }

    [Fact]
    public void Score_LargestWeightsOfRowsAndClasses_GiveSumsAndTheMeanOfNone()
    {
        var batch = Of([.. Enumerable.Range(0, 900).Select(place => (place % 7) - 3f)], 3, [.. Enumerable.Range(0, 300).Select(row => row % 3L)]);

        var totals = batch.WithWeights([.. Enumerable.Repeat(Contract.LargestWeight, 300)])
            .Score(new Contract { ClassWeights = [Contract.LargestWeight, Contract.LargestWeight, Contract.LargestWeight] });

        Assert.True(double.IsFinite(totals.Weight.ToDouble()));
        Relative.Equal(batch.Score().WeightedMean!.Value, totals.WeightedMean, 1e-14);
    }

    [Fact]
    public void Score_MoreRowsThanABlock_PairsEachWithItsWeight()
    {
        const int Rows = 700;
        var weights = Enumerable.Range(0, Rows).Select(row => (double)row).ToArray();
        var batch = OwnedBatch.OfRows([.. Enumerable.Range(0, Rows).Select(row => new double[] { row, 0 })], [.. Enumerable.Repeat(1L, Rows)]);

        var totals = batch.WithWeights(weights).Score();

        // The loss of [r, 0] with label 1 is r + log1p(e^-r).
        Relative.Equal(weights.Sum(r => r * (r + Math.Log(1 + Math.Exp(-r)))), totals.Loss.ToDouble(), 1e-12);
    }

    [Fact]
    public void Score_AnyWeightsOfRowsAndClasses_GiveTheBytesOfRowsByThemselves() => Gen.Select(Gen.Int[1, 300], Gen.Int[2, 12], Gen.Int).Sample((rows, classes, seed) =>
    {
        var random = new Random(seed);
        var contract = new Contract { IgnoreIndex = -1, ClassWeights = random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, classes).Select(_ => 2 * random.NextDouble())] };
        var scores = Enumerable.Range(0, rows * classes).Select(_ => (random.NextSingle() * 8) - 4).ToArray();
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextInt64(-1, classes)).ToArray();
        var weights = labels.Select(label => label < 0 ? double.NaN : random.Next(5) * random.NextDouble()).ToArray();

        var (expected, scorer) = (new Totals(), new BatchScorer());
        for (var row = 0; row < rows; row++)
        {
            Assert.True(scorer.TryScore(Of(scores[(row * classes)..((row + 1) * classes)], classes, labels[row]).WithWeights(weights[row]).View, contract));
            expected.Add(scorer.Totals);
        }

        Assert.True(scorer.TryScore(Of(scores, classes, labels).WithWeights(weights).View, contract));
        Assert.Equal(expected.ToCanonicalBytes(), scorer.Totals.ToCanonicalBytes());
    }, iter: 200);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1.0000000000000002e144)]
    [InlineData(double.MaxValue)]
    public void TryScore_AWeightThatIsNoneInAnyRow_Fails(double weight)
    {
        const int Rows = 37;
        var batch = Of(new float[Rows * 3], 3, new long[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            var weights = Enumerable.Repeat(1.0, Rows).ToArray();
            weights[row] = weight;

            Assert.False(new BatchScorer().TryScore(batch.WithWeights(weights).View, new Contract()));
        }
    }

    private static OwnedBatch Of(float[] scores, int classes, params long[] labels) =>
        new(OwnedTensor.F32(TensorShape.Of(labels.Length, classes), scores), OwnedTensor.I64(TensorShape.Of(labels.Length), labels));
}
