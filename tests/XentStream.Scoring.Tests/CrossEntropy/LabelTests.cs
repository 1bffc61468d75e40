using System.Buffers.Binary;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

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
