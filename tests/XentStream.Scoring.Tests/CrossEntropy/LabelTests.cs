using System.Buffers.Binary;
using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class LabelTests
{
    private static readonly double[][] ThreeRows = [[0.5, 2], [1, -1], [-3, 4]];

    [Theory]
    [InlineData(ElementType.Bool)]
    [InlineData(ElementType.U8)]
    [InlineData(ElementType.I8)]
    [InlineData(ElementType.U16)]
    [InlineData(ElementType.I16)]
    [InlineData(ElementType.U32)]
    [InlineData(ElementType.I32)]
    [InlineData(ElementType.U64)]
    [InlineData(ElementType.I64)]
    public void Score_LabelsOfAnyIntegerType_GivesTheSameBytes(ElementType type)
    {
        var expected = OwnedBatch.OfRows(ThreeRows, 1, 0, 1);

        Assert.Equal(expected.Score().ToCanonicalBytes(), (expected with { Labels = Encode(type, 1, 0, 1) }).Score().ToCanonicalBytes());
    }

    // The highest class that the type can name, so that a sign or a width read wrongly shows.
    [Theory]
    [InlineData(ElementType.U8, 255)]
    [InlineData(ElementType.I8, 127)]
    [InlineData(ElementType.U16, 40_000)]
    [InlineData(ElementType.I16, 32_767)]
    [InlineData(ElementType.U32, 70_000)]
    [InlineData(ElementType.I32, 70_000)]
    [InlineData(ElementType.U64, 70_000)]
    [InlineData(ElementType.I64, 70_000)]
    public void Score_HighLabel_IsThatClass(ElementType type, long label)
    {
        var scores = new double[label + 1];
        scores[label] = 40;
        var batch = OwnedBatch.OfRow(scores, label) with { Labels = Encode(type, label) };

        Assert.Equal(1, batch.Score().Accuracy);
    }

    [Theory]
    [InlineData(ElementType.I8)]
    [InlineData(ElementType.I16)]
    [InlineData(ElementType.I32)]
    [InlineData(ElementType.I64)]
    public void Score_NegativeIgnoreLabelOfASignedType_IgnoresTheRow(ElementType type)
    {
        var totals = (OwnedBatch.OfRows(ThreeRows, 0, 0, 0) with { Labels = Encode(type, -100, 0, -100) }).Score();

        Assert.Equal((1L, 2L), (totals.Scored, totals.Ignored));
    }

    [Fact]
    public void Score_IgnoredRow_DoesNotReadItsScoresOrItsWeight()
    {
        var batch = OwnedBatch.OfRows([[double.NaN, double.PositiveInfinity], ThreeRows[0]], -100, 1).WithWeights(double.NaN, 1);
        var expected = OwnedBatch.OfRow(ThreeRows[0], 1).Score();

        var totals = batch.Score();

        Assert.Equal((1L, 1L), (totals.Scored, totals.Ignored));
        Assert.Equal((expected.WeightedMean, expected.RowMean, expected.MeanBrier), (totals.WeightedMean, totals.RowMean, totals.MeanBrier));
    }

    [Fact]
    public void Score_DeclaredIgnoreIndexThatIsAClass_IgnoresIt()
    {
        var totals = OwnedBatch.OfRows(ThreeRows, 1, 0, 1).Score(new Contract { IgnoreIndex = 1 });

        Assert.Equal((1L, 2L), (totals.Scored, totals.Ignored));
        Assert.Equal(OwnedBatch.OfRow(ThreeRows[1], 0).Score().WeightedMean, totals.WeightedMean);
    }

    [Fact]
    public void Score_NoIgnoreIndex_ScoresEveryRow() => Assert.Equal(3, OwnedBatch.OfRows(ThreeRows, 1, 0, 1).Score(new Contract { IgnoreIndex = null }).Scored);

    // Whole batches are read in vectors, single rows are not.
    [Fact]
    public void TryScore_LabelsOfAnyTypeInAnyPlace_IsAsRowByRow()
    {
        ElementType[] types = [.. Enum.GetValues<ElementType>().Where(type => type.IsInteger && type != ElementType.Bool)];
        long?[] ignores = [null, -100, 255, 1];
        var batches = Gen.Select(Gen.Int[0, types.Length - 1], Gen.Int[0, ignores.Length - 1], Gen.Int[3, 12], Gen.Int[0, 3].Array[1, 600], Gen.Int[0, 20]);
        batches.Sample((type, ignore, classes, picks, oddities) => CompareWithSingleRows(types[type], new Contract { IgnoreIndex = ignores[ignore] }, classes, picks, oddities), iter: 2_000);
    }

    private static void CompareWithSingleRows(ElementType type, Contract contract, int classes, int[] picks, int oddities)
    {
        // Few batches have a label that is none; else hardly one would be scored.
        long Label(int pick, int row) => pick == 0 && contract.IgnoreIndex is { } ignore ? ignore
            : oddities == 0 && row == picks.Length - 1 ? classes
            : oddities == 1 && row == picks.Length / 2 ? -1
            : (row + pick) % classes;
        var labels = Encode(type, [.. picks.Select(Label)]);
        var scores = OwnedTensor.F32(TensorShape.Of(picks.Length, classes), [.. Enumerable.Range(0, picks.Length * classes).Select(place => place * 37 % 101 / 16f)]);
        var (whole, single, expected, areAllScored) = (new BatchScorer(), new BatchScorer(), new Totals(), true);
        for (var row = 0; row < picks.Length; row++)
        {
            var one = new TensorBatch
            {
                Scores = new(ElementType.F32, TensorShape.Of(1, classes), scores.Bytes.AsSpan(row * classes * sizeof(float), classes * sizeof(float))),
                Labels = new(type, TensorShape.Of(1), labels.Bytes.AsSpan(row * type.Size, type.Size)),
            };
            areAllScored &= single.TryScore(one, contract);
            expected.Add(single.Totals);
        }

        Assert.Equal(areAllScored, whole.TryScore(new() { Scores = scores.View, Labels = labels.View }, contract));
        if (areAllScored)
        {
            Assert.Equal(expected.ToCanonicalBytes(), whole.Totals.ToCanonicalBytes());
        }
    }

    private static OwnedTensor Encode(ElementType type, params long[] labels)
    {
        var tensor = OwnedTensor.Zeros(type, labels.Length);
        Span<byte> wide = stackalloc byte[sizeof(long)];
        for (var row = 0; row < labels.Length; row++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(wide, labels[row]);
            wide[..type.Size].CopyTo(tensor.Bytes.AsSpan(row * type.Size));
        }

        return tensor;
    }
}
