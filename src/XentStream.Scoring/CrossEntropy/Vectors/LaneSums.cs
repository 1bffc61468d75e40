using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of a row's terms in sixteen lanes: in F32 for a while, then in F64.</summary>
internal struct LaneSums(Vector512<float> max, Vector512<float> k, Vector512<float> least)
{
    private Vector512<float> below;
    private Vector512<float> distances;
    private Vector512<float> squares;
    private DoubleLanes belowSoFar;
    private DoubleLanes distancesSoFar;
    private DoubleLanes squaresSoFar;

    /// <summary>Adds the terms of sixteen scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector512<float> scores)
    {
        // In this order NaN is passed on, not replaced.
        var x = Vector512.MaxNative(least, scores);
        var term = PowerOfTwo.Of(x, k);
        below += term;
        distances = Vector512.FusedMultiplyAdd(term, max - x, distances);
        squares = Vector512.FusedMultiplyAdd(term, term, squares);
    }

    /// <summary>Adds the terms of the first <paramref name="count"/> scores but one.</summary>
    public void AddExcept(Vector512<float> scores, int except, int count = 16)
    {
        var lane = Vector512<int>.Indices;
        var isIn = Vector512.LessThan(lane, Vector512.Create(count)) & ~Vector512.Equals(lane, Vector512.Create(except));
        var x = Vector512.MaxNative(least, scores);
        var term = PowerOfTwo.Of(x, k) & isIn.AsSingle();
        below += term;
        distances = Vector512.FusedMultiplyAdd(term, max - x, distances);
        squares = Vector512.FusedMultiplyAdd(term, term, squares);
    }

    /// <summary>Goes on in F64.</summary>
    public void Flush()
    {
        belowSoFar.Add(below);
        distancesSoFar.Add(distances);
        squaresSoFar.Add(squares);
        (below, distances, squares) = (default, default, default);
    }

    /// <summary>Writes the sums of a row down.</summary>
    public readonly void Store(RowBlock block, int row)
    {
        block.Below[row] = belowSoFar.Sum();
        block.Distances[row] = distancesSoFar.Sum();
        block.Squares[row] = squaresSoFar.Sum();
    }
}
