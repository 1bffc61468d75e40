using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.CrossEntropy;

/// <summary>The same rows in other shapes, at other addresses and of other types: the same totals to the byte.</summary>
public sealed class ShapeTests
{
    private const int Classes = 5;

    [Theory]
    [InlineData(new long[] { 5 }, 1)]
    [InlineData(new long[] { 5 }, -1)]
    [InlineData(new long[] { 5 }, 0)]
    [InlineData(new long[] { 7, 5 }, 1)]
    [InlineData(new long[] { 7, 5 }, -1)]
    [InlineData(new long[] { 5, 7 }, 0)]
    [InlineData(new long[] { 5, 7 }, -2)]
    [InlineData(new long[] { 3, 5, 4 }, 1)]
    [InlineData(new long[] { 3, 4, 5 }, -1)]
    [InlineData(new long[] { 3, 4, 5 }, 2)]
    [InlineData(new long[] { 5, 3, 4 }, 0)]
    [InlineData(new long[] { 2, 5, 3, 4 }, 1)]
    [InlineData(new long[] { 2, 3, 5, 4 }, 2)]
    [InlineData(new long[] { 2, 3, 4, 5 }, -1)]
    [InlineData(new long[] { 2, 5, 1, 3, 2, 1, 2, 2 }, 1)]
    [InlineData(new long[] { 5, 5, 5 }, 1)]
    [InlineData(new long[] { 5, 5, 5 }, -1)]
    [InlineData(new long[] { 300, 5, 2 }, 1)]
    public void Score_AnyShapeAndClassAxis_GivesTheTotalsOfTheRows(long[] shape, int classAxis)
    {
        var axis = shape.Length == 1 ? 0 : (classAxis + shape.Length) % shape.Length;
        var batch = MakeBatch(shape, axis, new Random(5));

        var expected = new Totals();
        foreach (var (scores, label) in RowsOf(batch, axis))
        {
            expected.Add(OwnedBatch.OfRow(scores, label).Score());
        }

        var actual = batch.Score(new Contract { ClassAxis = classAxis, Classes = Classes });
        Assert.Equal(batch.Labels.Shape.Count, actual.Scored);
        Assert.Equal(expected.ToCanonicalBytes(), actual.ToCanonicalBytes());
    }

    [Fact]
    public void Score_AtAnyOffset_GivesTheSameBytes() => Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 7]).Sample(
        (scores, labels, weights) =>
        {
            var batch = MakeBatch([3, Classes, 2], 1, new Random(6)) with { Weights = OwnedTensor.F64(TensorShape.Of(3, 2), 1, 2, 3, 4, 5, 6) };
            var scorer = new BatchScorer();
            var view = new TensorBatch
            {
                Scores = batch.Scores.ViewAtOffset(scores),
                Labels = batch.Labels.ViewAtOffset(labels),
                Weights = batch.Weights.ViewAtOffset(weights),
            };
            return scorer.Score(view, new Contract()).IsEmpty
                && scorer.Totals.ToCanonicalBytes().AsSpan().SequenceEqual(batch.Score().ToCanonicalBytes());
        },
        iter: 50);

    private static OwnedBatch MakeBatch(long[] shape, int axis, Random random)
    {
        var scoresShape = TensorShape.Of(shape);
        var labelsShape = scoresShape.Without(axis);
        var labels = Enumerable.Range(0, (int)labelsShape.Count).Select(_ => random.NextInt64(Classes));
        return new OwnedBatch(
            OwnedTensor.F64(scoresShape, RandomLogits.Next(random, (int)scoresShape.Count, deviation: 4)),
            OwnedTensor.I64(labelsShape, [.. labels]));
    }

    // By counting through all indices of the scores, innermost fastest, and dropping the class index for the row.
    private static IEnumerable<(double[] Scores, long Label)> RowsOf(OwnedBatch batch, int axis)
    {
        var lengths = Enumerable.Range(0, batch.Scores.Shape.Rank).Select(a => batch.Scores.Shape[a]).ToArray();
        var rows = new double[batch.Labels.Shape.Count][];
        for (var element = 0; element < batch.Scores.Shape.Count; element++)
        {
            var (rest, row, rowStep, classIndex) = ((long)element, 0L, 1L, 0L);
            for (var a = lengths.Length - 1; a >= 0; a--)
            {
                (rest, var index) = Math.DivRem(rest, lengths[a]);
                classIndex = a == axis ? index : classIndex;
                row += a == axis ? 0 : index * rowStep;
                rowStep *= a == axis ? 1 : lengths[a];
            }

            (rows[row] ??= new double[Classes])[classIndex] = BitConverter.ToDouble(batch.Scores.Bytes, element * sizeof(double));
        }

        return rows.Select((scores, row) => (scores, BitConverter.ToInt64(batch.Labels.Bytes, row * sizeof(long))));
    }
}
