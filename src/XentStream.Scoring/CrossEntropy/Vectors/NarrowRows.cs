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
    /// <param name="needsRank">Whether the exact ranks of the labels are asked for.</param>
    /// <param name="block">Takes the sums.</param>
    /// <param name="row">The place of the first row in the block.</param>
    public static void Sum(ReadOnlySpan<float> columns, int classes, Vector512<int> labels, bool needsRank, RowBlock block, int row)
    {
        var (max, top, labelScore) = FindMax(columns, classes, labels);
        max.StoreUnsafe(ref block.Max[row]);
        labelScore.StoreUnsafe(ref block.LabelScore[row]);
        top.StoreUnsafe(ref block.Top[row]);
        var isMiss = ~Vector512.Equals(top, labels);
        var rank = needsRank ? RanksOf(columns, classes, labels, labelScore) : Vector512<int>.Zero - isMiss;
        rank.StoreUnsafe(ref block.Rank[row]);
        SumTerms(columns, classes, labels, max, top, block, row);
    }

    private static (Vector512<float> Max, Vector512<int> Top, Vector512<float> LabelScore) FindMax(ReadOnlySpan<float> columns, int classes, Vector512<int> labels)
    {
        var max = Vector512.Create<float>(columns);
        var (top, labelScore) = (Vector512<int>.Zero, max);
        for (var c = 1; c < classes; c++)
        {
            var (scores, index) = (Vector512.Create<float>(columns[(c * Lanes)..]), Vector512.Create(c));
            var isHigher = Vector512.GreaterThan(scores, max);
            max = Vector512.ConditionalSelect(isHigher, scores, max);
            top = Vector512.ConditionalSelect(isHigher.AsInt32(), index, top);
            labelScore = Vector512.ConditionalSelect(Vector512.Equals(labels, index).AsSingle(), scores, labelScore);
        }

        return (max, top, labelScore);
    }

    private static Vector512<int> RanksOf(ReadOnlySpan<float> columns, int classes, Vector512<int> labels, Vector512<float> labelScore)
    {
        var rank = Vector512<int>.Zero;
        for (var c = 0; c < classes; c++)
        {
            var scores = Vector512.Create<float>(columns[(c * Lanes)..]);
            var isTieBefore = Vector512.Equals(scores, labelScore).AsInt32() & Vector512.GreaterThan(labels, Vector512.Create(c));
            rank -= Vector512.GreaterThan(scores, labelScore).AsInt32() | isTieBefore;
        }

        return rank;
    }

    private static void SumTerms(ReadOnlySpan<float> columns, int classes, Vector512<int> labels, Vector512<float> max, Vector512<int> top, RowBlock block, int row)
    {
        var k = PowerOfTwo.ScaleOf(max);
        var least = PowerOfTwo.LeastOf(k);
        var (even, odd, distances, squares) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (topTerm, labelTerm) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var c = 0; c < classes; c++)
        {
            // In this order NaN is passed on, not replaced.
            var x = Vector512.MaxNative(least, Vector512.Create<float>(columns[(c * Lanes)..]));
            var term = PowerOfTwo.Of(x, k);
            var isTop = Vector512.Equals(top, Vector512.Create(c)).AsSingle();
            topTerm |= term & isTop;
            labelTerm |= term & Vector512.Equals(labels, Vector512.Create(c)).AsSingle();
            var below = Vector512.AndNot(term, isTop);
            (even, odd) = (odd, even + below);
            distances = Vector512.FusedMultiplyAdd(below, max - x, distances);
            squares = Vector512.FusedMultiplyAdd(below, below, squares);
        }

        topTerm.StoreUnsafe(ref block.TopTerm[row]);
        labelTerm.StoreUnsafe(ref block.LabelTerm[row]);
        Store(even + odd, block.Below, row);
        Store(distances, block.Distances, row);
        Store(squares, block.Squares, row);
    }

    private static void Store(Vector512<float> lanes, double[] column, int row)
    {
        var (lower, upper) = Vector512.Widen(lanes);
        lower.StoreUnsafe(ref column[row]);
        upper.StoreUnsafe(ref column[row + 8]);
    }
}
