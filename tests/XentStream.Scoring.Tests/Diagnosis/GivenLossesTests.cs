using CsCheck;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class GivenLossesTests
{
    private static readonly Contract Declared = new() { Scores = ScoreKind.Probabilities, IgnoreIndex = 1 };

    // Rows of probabilities, some with a 0 at the label or rounded below it, some ignored, and in one batch of three a row that is at fault.
    [Fact]
    public void TryMean_ProbabilitiesOfAnyShape_IsTheMeanOfScoringThem() => Gen.Select(Gen.Int[1, 400], Gen.Int[2, 40], Gen.Bool, Gen.Int).Sample((rows, classes, isF32, seed) =>
    {
        var random = new Random(seed);
        var scores = new double[rows * classes];
        for (var row = 0; row < rows; row++)
        {
            PutRow(scores.AsSpan(row * classes, classes), random);
        }

        scores[random.Next(scores.Length)] += random.Next(3) == 0 ? random.Next(4) switch { 0 => double.NaN, 1 => 0.002, 2 => double.PositiveInfinity, _ => -0.3 } : 0;
        var shape = TensorShape.Of(rows, classes);
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextInt64(classes)).ToArray();
        labels[^1] = random.Next(20) == 0 ? classes : labels[^1];
        var batch = new OwnedBatch(isF32 ? OwnedTensor.F32(shape, [.. scores.Select(score => (float)score)]) : OwnedTensor.F64(shape, scores), OwnedTensor.I64(TensorShape.Of(rows), labels));

        var scorer = new BatchScorer();
        var expected = scorer.TryScore(batch.View, Declared) ? scorer.Totals.WeightedMean : null;

        Assert.True(ShapeCheck.TryFit(batch.View, Declared, out var scorable));
        Assert.True(GivenLosses.TryMean(scorable, out var mean));
        Assert.Equal(expected, mean);
    }, iter: 2000);

    [Fact]
    public void TryMean_LossesThatAreMoreThanLogarithms_AreLeftToScoring()
    {
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(1, 2), 0.5f, 0.5f), OwnedTensor.I64(TensorShape.Of(1), 0));

        Assert.All((Contract[])[Declared with { LabelSmoothing = 0.1 }, Declared with { ClassWeights = [1, 2] }, Declared with { Scores = ScoreKind.Logits }], contract =>
        {
            Assert.True(ShapeCheck.TryFit(batch.View, contract, out var scorable));
            Assert.False(GivenLosses.TryMean(scorable, out _));
        });
    }

    private static void PutRow(Span<double> row, Random random)
    {
        var sum = 0.0;
        foreach (ref var score in row)
        {
            score = random.Next(8) == 0 ? 0 : random.NextDouble();
            sum += score;
        }

        foreach (ref var score in row)
        {
            score = sum == 0 ? 1.0 / row.Length : score / sum;
        }

        if (random.Next(10) == 0)
        {
            row[random.Next(row.Length)] -= 0.0004;
        }
    }
}
