using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>Labels that are distributions, and label smoothing, as the vectors score them.</summary>
public sealed class MixtureTests
{
    // Sums of F32 terms: a few units in the last place.
    private const double Tolerance = 1e-6;

    public static TheoryData<int> Widths => [2, 3, 4, 5, 10, 16, 17, 31, 32, 33, 47, 48, 49, 100, 511, 513, 1000, 4099];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Score_Distributions_EqualsTheReference(int classes)
    {
        var random = new Random(classes);
        for (var rows = 1; rows <= 33; rows += classes < 100 ? 1 : 16)
        {
            var scores = Rows(random, rows, classes);
            AssertEqualsReference(scores, [.. scores.Select(_ => Distribution(random, classes))], 0);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Score_Smoothed_EqualsTheReference(int classes)
    {
        var random = new Random(classes);
        foreach (var rows in new[] { 1, 15, 16, 17, 300 })
        {
            var scores = Rows(random, rows, classes);
            var labels = scores.Select(_ => random.Next(classes)).ToArray();
            var expected = scores.Select((row, i) => Loss(row, OneHot(classes, labels[i]), 0.125)).ToList();
            var batch = new OwnedBatch(Tensor(scores), OwnedTensor.I64(TensorShape.Of(rows), [.. labels.Select(label => (long)label)]));
            foreach (var (loss, reference) in batch.ScoreRows(new Contract { LabelSmoothing = 0.125 }).Zip(expected))
            {
                Relative.Equal(reference, loss, Tolerance);
            }

            var (plain, smoothed) = (batch.Score(), batch.Score(new Contract { LabelSmoothing = 0.125 }));
            Assert.Equal(plain.Accuracy, smoothed.Accuracy);
            Assert.Equal(plain.MeanBrier!.Value, smoothed.MeanBrier!.Value, 1e-6);
            Assert.Equal(plain.MeanEntropy!.Value, smoothed.MeanEntropy!.Value, 1e-5);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Score_AConfidentRowThatIsRight_KeepsItsDigits(int classes)
    {
        var row = new float[classes];
        row[1] = 35;

        var totals = new OwnedBatch(Tensor([row]), Tensor([OneHot(classes, 1)])).Score();

        Relative.Equal((classes - 1) * Math.Exp(-35), totals.Loss.ToDouble(), Tolerance);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void Score_ARowAmongOthers_DoesNotDependOnThem(int classes)
    {
        var random = new Random(3);
        var (row, label) = (Rows(random, 1, classes)[0], Distribution(random, classes));
        var alone = new OwnedBatch(Tensor([row]), Tensor([label])).ScoreRows()[0];
        for (var place = 0; place < 20; place++)
        {
            var (rows, labels) = (Rows(random, 20, classes), Enumerable.Range(0, 20).Select(_ => Distribution(random, classes)).ToArray());
            (rows[place], labels[place]) = (row, label);

            // A neighbour that is for the double path.
            rows[(place + 1) % 20][0] = 3e6f;
            Assert.Equal(alone, new OwnedBatch(Tensor(rows), Tensor(labels)).ScoreRows()[place]);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(70)]
    public void Score_NaNInScoresOrShares_IsFound(int classes)
    {
        for (var c = 0; c < classes; c++)
        {
            foreach (var bits in new[] { 0x7FC00000u, 0xFFC00000u, 0x7F800001u, 0xFFFFFFFFu })
            {
                var (row, label) = (new float[classes], OneHot(classes, 0));
                row[c] = BitConverter.UInt32BitsToSingle(bits);
                Assert.Equal(FaultCode.NumericOverflow, new OwnedBatch(Tensor([row]), Tensor([label])).FindFault().Code);
                Assert.Equal(FaultCode.NumericOverflow, new OwnedBatch(Tensor([row]), OwnedTensor.I64(TensorShape.Of(1), 0)).FindFault(new Contract { LabelSmoothing = 0.1 }).Code);
                label[c] = BitConverter.UInt32BitsToSingle(bits);
                FaultAssert.Rejects(FaultCode.TargetNotDistribution, new OwnedBatch(Tensor([new float[classes]]), Tensor([label])).FindFault(), "row 0");
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void Score_TiesAtTheTop_CountAsTheirOrderSays(int classes)
    {
        float[] row = [.. Enumerable.Range(0, classes).Select(c => c is 1 or 2 ? 2f : 0)];
        var totals = new OwnedBatch(Tensor([row, row]), Tensor([OneHot(classes, 1), OneHot(classes, 2)])).Score();

        Assert.Equal(0.5, totals.Accuracy);
        Assert.Equal(Brier(row, OneHot(classes, 1)), totals.MeanBrier!.Value, 1e-6);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void Score_MinusInfinityWhereTheLabelHasNoShare_CountsNothing(int classes)
    {
        var row = new float[classes];
        row[0] = float.NegativeInfinity;

        Relative.Equal(Math.Log(classes - 1), new OwnedBatch(Tensor([row]), Tensor([OneHot(classes, 1)])).Score().Loss.ToDouble(), Tolerance);
    }

    private static void AssertEqualsReference(float[][] rows, float[][] labels, double smoothing)
    {
        var batch = new OwnedBatch(Tensor(rows), Tensor(labels));
        foreach (var (loss, reference) in batch.ScoreRows().Zip(rows.Select((row, i) => Loss(row, labels[i], smoothing))))
        {
            Relative.Equal(reference, loss, Tolerance);
        }

        var totals = batch.Score(new Contract { TopK = [1, 3] });
        var ranks = rows.Select((row, i) => PlainRow.Of(row, Array.IndexOf(labels[i], labels[i].Max()))).ToList();
        Assert.Equal(rows.Select((row, i) => Brier(row, labels[i])).Average(), totals.MeanBrier!.Value, 1e-6);
        Assert.Equal(ranks.Average(row => row.Entropy), totals.MeanEntropy!.Value, 1e-5);
        Assert.Equal(ranks.Average(row => row.Confidence), totals.MeanConfidence!.Value, 1e-6);
        Assert.All(totals.TopK, hits => Assert.Equal(ranks.Count(row => row.Rank < hits.K), hits.Hits));
    }

    private static double[] Probabilities(float[] row)
    {
        var max = row.Max();
        var terms = row.Select(score => Math.Exp((double)score - max)).ToArray();
        return [.. terms.Select(term => term / terms.Sum())];
    }

    private static double Loss(float[] row, float[] label, double smoothing) =>
        Probabilities(row).Select((p, c) => -(((1 - smoothing) * label[c]) + (smoothing / row.Length)) * Math.Log(p)).Sum();

    private static double Brier(float[] row, float[] label) => Probabilities(row).Select((p, c) => (p - label[c]) * (p - label[c])).Sum();

    private static float[][] Rows(Random random, int rows, int classes) =>
        [.. Enumerable.Range(0, rows).Select(_ => RandomLogits.Next(random, classes, deviation: 4).Select(score => (float)score).ToArray())];

    private static float[] Distribution(Random random, int classes)
    {
        var shares = Enumerable.Range(0, classes).Select(_ => Math.Pow(random.NextDouble(), 4)).ToArray();
        return [.. shares.Select(share => (float)(share / shares.Sum()))];
    }

    private static float[] OneHot(int classes, int label) => [.. Enumerable.Range(0, classes).Select(c => c == label ? 1f : 0)];

    private static OwnedTensor Tensor(float[][] rows) => OwnedTensor.F32(TensorShape.Of(rows.Length, rows[0].Length), [.. rows.SelectMany(row => row)]);
}
