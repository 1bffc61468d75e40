using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of few classes, sixteen rows at a time: each row has a lane, and its classes come one after the other.</summary>
/// <remarks>
/// Terms are added in the order of their classes, those of even and of odd classes apart; that order is part of the definition of the bits. A lane knows
/// nothing of its neighbours.
/// </remarks>
internal static class NarrowRows
{
    /// <summary>How many rows are taken at a time.</summary>
    public const int Lanes = 16;

    /// <summary>The most classes of a row that is taken for narrow.</summary>
    public const int MaxClasses = 32;

    /// <summary>Sums up sixteen rows.</summary>
    /// <param name="columns">The scores: sixteen of class 0, sixteen of class 1, and so on.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="labels">The labels of the rows.</param>
    /// <param name="block">Takes the sums.</param>
    /// <param name="row">The place of the first row in the block.</param>
    public static void Sum(ReadOnlySpan<float> columns, int classes, Vector512<int> labels, RowBlock block, int row)
    {
        var labelScore = ScoresOf(columns, classes, labels);
        var k = PowerOfTwo.ScaleOf(labelScore);
        var least = PowerOfTwo.LeastOf(k);
        var (even, odd, distances, squares) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (max, rank) = (labelScore, Vector512<int>.Zero);
        for (var c = 0; c < classes; c++)
        {
            // In this order NaN is passed on, not replaced.
            var scores = Vector512.Create<float>(columns[(c * Lanes)..]);
            var x = Fused.Max(least, scores);
            var index = Vector512.Create(c);
            var other = Vector512.AndNot(PowerOfTwo.Of(x, k), Vector512.Equals(labels, index).AsSingle());
            (even, odd) = (odd, even + other);
            distances = Fused.MultiplyAdd(other, labelScore - x, distances);
            squares = Fused.MultiplyAdd(other, other, squares);
            max = Fused.Max(max, scores);
            var isTieBefore = Vector512.Equals(scores, labelScore).AsInt32() & Vector512.GreaterThan(labels, index);
            rank -= Vector512.GreaterThan(scores, labelScore).AsInt32() | isTieBefore;
        }

        labelScore.StoreUnsafe(ref block.LabelScore[row]);
        max.StoreUnsafe(ref block.Max[row]);
        rank.StoreUnsafe(ref block.Rank[row]);
        Store(even + odd, block.Others, row);
        Store(distances, block.Distances, row);
        Store(squares, block.Squares, row);
    }

    private static Vector512<float> ScoresOf(ReadOnlySpan<float> columns, int classes, Vector512<int> labels)
    {
        var found = Vector512<float>.Zero;
        for (var c = 0; c < classes; c++)
        {
            found |= Vector512.Create<float>(columns[(c * Lanes)..]) & Vector512.Equals(labels, Vector512.Create(c)).AsSingle();
        }

        return found;
    }

    private static void Store(Vector512<float> lanes, double[] column, int row)
    {
        var (lower, upper) = Vector512.Widen(lanes);
        lower.StoreUnsafe(ref column[row]);
        upper.StoreUnsafe(ref column[row + 8]);
    }
}
