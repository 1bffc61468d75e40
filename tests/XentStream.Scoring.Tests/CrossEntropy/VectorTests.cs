using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>The vectors against plain arithmetic in F64. Two units in the last place of an F32 are allowed to a loss.</summary>
public sealed class VectorTests
{
    private const double Tolerance = 2.4e-7;

    [Fact]
    public void Score_EveryNumberOfClasses_GivesTheReferenceNumbers()
    {
        var random = new Random(301);
        for (var classes = 2; classes <= 300; classes++)
        {
            AssertEqualsReference(random, classes, rows: 5, scale: 4, offset: 0);
        }
    }

    [Fact]
    public void Score_FourThousandRandomShapes_GivesTheReferenceNumbers()
    {
        var random = new Random(4000);
        for (var i = 0; i < 4_000; i++)
        {
            var classes = random.Next(4) == 0 ? random.Next(33, 700) : random.Next(2, 40);
            AssertEqualsReference(random, classes, random.Next(1, 40), Math.Pow(10, random.Next(-6, 2)), random.Next(3) == 0 ? random.Next(-100_000, 100_000) : 0);
        }
    }

    [Theory]
    [InlineData(10, 14)]
    [InlineData(10, 27.6)]
    [InlineData(10, 45)]
    [InlineData(10, 69)]
    [InlineData(10, 110)]
    [InlineData(1000, 27.6)]
    [InlineData(1000, 45)]
    [InlineData(1000, 110)]
    public void Score_ConfidentRow_KeepsTheDigitsOfATinyLoss(int classes, double lead)
    {
        var random = new Random(12);
        for (var label = 0; label < classes; label += 7)
        {
            var row = Row(random, classes, 1, 0);
            row[label] += (float)lead;
            AssertEqualsReference([row], [label]);
        }
    }

    // The label far behind, up to and beyond what the vectors take.
    [Theory]
    [InlineData(10, 39)]
    [InlineData(10, 41)]
    [InlineData(10, 90)]
    [InlineData(100, 39)]
    [InlineData(100, 500)]
    public void Score_WrongConfidentRow_GivesTheReferenceNumbers(int classes, float lead)
    {
        var row = Row(new Random(13), classes, 1, 0);
        row[3] += lead;
        AssertEqualsReference([row, row], [classes - 1, 3]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(33)]
    [InlineData(64)]
    public void Score_EqualScores_AreRankedByTheirIndex(int classes)
    {
        var row = Enumerable.Repeat(2f, classes).ToArray();
        AssertEqualsReference([.. Enumerable.Repeat(row, classes)], [.. Enumerable.Range(0, classes)]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    public void Score_MinusInfinityOffTheLabel_IsProbabilityZero(int classes)
    {
        var row = Row(new Random(14), classes, 3, 0);
        row[0] = row[classes - 1] = float.NegativeInfinity;
        AssertEqualsReference([row], [1]);
    }

    // Every place a loose value can be: in a full vector, at the label's side, in the tail.
    [Theory]
    [InlineData(10)]
    [InlineData(70)]
    public void Score_NaNOrInfinityAnywhere_RejectsTheRow(int classes)
    {
        foreach (var value in new[] { float.NaN, float.PositiveInfinity })
        {
            for (var c = 0; c < classes; c++)
            {
                var row = Row(new Random(15), classes, 3, 0);
                row[c] = value;
                Assert.Contains($"row 0 with {(double)value}", Batch([row], [5]).FindFault().Wrong, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void Score_ARowAmongOthers_DoesNotDependOnThem(int classes)
    {
        var random = new Random(16);
        var row = Row(random, classes, 3, 0);
        var alone = Batch([row], [2]).ScoreRows()[0];
        for (var place = 0; place < 40; place++)
        {
            float[][] rows = [.. Enumerable.Range(0, 40).Select(_ => Row(random, classes, 1000, 0))];
            rows[place] = row;
            Assert.Equal(alone, Batch(rows, [.. Enumerable.Repeat(2, 40)]).ScoreRows()[place]);
        }
    }

    // The same rows with their classes on another axis: the same bits.
    [Theory]
    [InlineData(ElementType.F16, 10)]
    [InlineData(ElementType.BF16, 150)]
    [InlineData(ElementType.F32, 10)]
    [InlineData(ElementType.F32, 150)]
    public void Score_ClassesOnTheFirstAxis_GivesTheBitsOfTheLast(ElementType type, int classes)
    {
        const int Rows = 37;
        var random = new Random(18);
        var (last, first) = (OwnedTensor.Zeros(type, Rows, classes), OwnedTensor.Zeros(type, classes, Rows));
        for (var i = 0; i < Rows * classes; i++)
        {
            Span<byte> score = [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256), (byte)(0x3C + (random.Next(2) * 0x80))];
            score[^type.Size..].CopyTo(last.Bytes.AsSpan(i * type.Size));
            score[^type.Size..].CopyTo(first.Bytes.AsSpan(((i % classes * Rows) + (i / classes)) * type.Size));
        }

        var labels = OwnedTensor.I64(TensorShape.Of(Rows), [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt64(classes))]);
        Assert.Equal(new OwnedBatch(last, labels).ScoreRows(), new OwnedBatch(first, labels).ScoreRows(new Contract { ClassAxis = 0 }));
    }

    [Fact]
    public void Score_ShiftedLogits_ChangesTheLossByRoundingOnly()
    {
        var random = new Random(17);
        for (var i = 0; i < 200; i++)
        {
            // Sixteenths stay exact under whole shifts.
            float[] row = [.. Row(random, 40, 100, 0).Select(score => MathF.Round(score * 16) / 16)];
            var shift = random.Next(-5000, 5000);
            Relative.Equal(Batch([row], [3]).ScoreRows()[0], Batch([[.. row.Select(score => score + shift)]], [3]).ScoreRows()[0], Tolerance);
        }
    }

    private static void AssertEqualsReference(Random random, int classes, int rows, double scale, double offset) =>
        AssertEqualsReference([.. Enumerable.Range(0, rows).Select(_ => Row(random, classes, scale, offset))], [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))]);

    private static void AssertEqualsReference(float[][] rows, int[] labels)
    {
        var contract = new Contract { TopK = [1, 2, 5, 1000] };
        var expected = rows.Select((row, i) => PlainRow.Of(row, labels[i])).ToList();
        var batch = Batch(rows, labels);
        foreach (var (loss, reference) in batch.ScoreRows(contract).Zip(expected))
        {
            Relative.Equal(reference.Loss, loss, Tolerance);
        }

        var totals = batch.ScoreWithWarnings(contract);
        Assert.Equal(expected.Average(row => row.Brier), totals.MeanBrier!.Value, 1e-6);
        Assert.Equal(expected.Average(row => row.Entropy), totals.MeanEntropy!.Value, 1e-5);
        Assert.Equal(expected.Average(row => row.Confidence), totals.MeanConfidence!.Value, 1e-6);
        Assert.All(totals.TopK, hits => Assert.Equal(expected.Count(row => row.Rank < hits.K), hits.Hits));
    }

    private static float[] Row(Random random, int classes, double scale, double offset) => [.. Enumerable.Range(0, classes).Select(_ => (float)((((random.NextDouble() * 2) - 1) * scale) + offset))];

    private static OwnedBatch Batch(float[][] rows, int[] labels) =>
        new(OwnedTensor.F32(TensorShape.Of(rows.Length, rows[0].Length), [.. rows.SelectMany(row => row)]), OwnedTensor.I64(TensorShape.Of(rows.Length), [.. labels.Select(label => (long)label)]));
}
