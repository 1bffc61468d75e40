using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The sums of a wide row's terms, the label left out.</summary>
/// <remarks>
/// Class c belongs to lane c mod 16. A lane adds up in F32 over 32 vectors, then in F64; at the end the lanes are added in halves. That order is part of the
/// definition of the bits, so it is the same on machines whose vectors are narrower.
/// </remarks>
internal ref struct RowSum<TVector>
    where TVector : struct, IScoreVector
{
    private const int VectorsBetweenFlushes = 32;

    private readonly ref byte scores;
    private readonly int classes;
    private readonly int label;
    private readonly Vector512<float> labelScore;
    private readonly Vector512<float> k;
    private readonly Vector512<float> least;
    private Vector512<float> maxBefore = Vector512.Create(float.NegativeInfinity);
    private Vector512<float> maxBehind = Vector512.Create(float.NegativeInfinity);
    private DoubleLanes others;
    private DoubleLanes distances;
    private DoubleLanes squares;

    /// <summary>Sums up a row.</summary>
    public RowSum(ref byte scores, int classes, int label, float labelScore)
    {
        this.scores = ref scores;
        this.classes = classes;
        this.label = label;
        this.labelScore = Vector512.Create(labelScore);
        k = PowerOfTwo.ScaleOf(this.labelScore);
        least = PowerOfTwo.LeastOf(k);
        var vectors = (classes + WideRow.Lanes - 1) / WideRow.Lanes;
        for (var v = 0; v < vectors; v += VectorsBetweenFlushes)
        {
            AddBlock(v, Math.Min(v + VectorsBetweenFlushes, vectors));
        }
    }

    /// <summary>Writes the sums down.</summary>
    public readonly void Store(RowBlock block, int row)
    {
        var (own, before, behind) = (labelScore.ToScalar(), Largest(maxBefore), Largest(maxBehind));
        block.LabelScore[row] = own;
        block.Max[row] = MathF.Max(own, MathF.Max(before, behind));
        block.Rank[row] = before >= own || behind > own ? 1 : 0;
        block.Others[row] = others.Sum();
        block.Distances[row] = distances.Sum();
        block.Squares[row] = squares.Sum();
    }

    // Of the vectors of a block two may be special: that of the label, and the last of the row, which may not be full.
    private void AddBlock(int from, int to)
    {
        var sums = default((Vector512<float> Others, Vector512<float> Distances, Vector512<float> Squares));
        var labelVector = label / WideRow.Lanes;
        var full = Math.Min(to, classes / WideRow.Lanes);
        var split = Math.Clamp(labelVector, from, full);
        AddRange(from, split, ref maxBefore, ref sums.Others, ref sums.Distances, ref sums.Squares);
        if (split == labelVector && split < full)
        {
            AddSpecial(WideRow.VectorAt<TVector>(ref scores, split), split, ref sums.Others, ref sums.Distances, ref sums.Squares);
            split++;
        }

        AddRange(split, full, ref maxBehind, ref sums.Others, ref sums.Distances, ref sums.Squares);
        if (full < to)
        {
            AddSpecial(WideRow.TailOf<TVector>(ref scores, classes), full, ref sums.Others, ref sums.Distances, ref sums.Squares);
        }

        others.Add(sums.Others);
        distances.Add(sums.Distances);
        squares.Add(sums.Squares);
    }

    private readonly void AddRange(int from, int to, ref Vector512<float> max, ref Vector512<float> term, ref Vector512<float> distance, ref Vector512<float> square)
    {
        var (own, scale, clamp) = (labelScore, k, least);
        var (largest, terms, far, squared) = (max, term, distance, square);
        for (var v = from; v < to; v++)
        {
            // In this order NaN is passed on, not replaced.
            ref var bytes = ref Unsafe.Add(ref scores, (nint)v * (WideRow.Lanes * TVector.Size));
            Prefetch.Ahead(ref bytes);
            var x = Fused.Max(clamp, TVector.Load(ref bytes));
            var e = PowerOfTwo.Of(x, scale);
            largest = Fused.Max(largest, x);
            terms += e;
            far = Fused.MultiplyAdd(e, own - x, far);
            squared = Fused.MultiplyAdd(e, e, squared);
        }

        (max, term, distance, square) = (largest, terms, far, squared);
    }

    private void AddSpecial(Vector512<float> vector, int v, ref Vector512<float> term, ref Vector512<float> distance, ref Vector512<float> square)
    {
        var c = Vector512.Create(v * WideRow.Lanes) + Vector512<int>.Indices;
        var isBefore = Vector512.LessThan(c, Vector512.Create(label)).AsSingle();
        var isBehind = (Vector512.GreaterThan(c, Vector512.Create(label)) & Vector512.LessThan(c, Vector512.Create(classes))).AsSingle();
        var x = Fused.Max(least, vector);
        var e = PowerOfTwo.Of(x, k) & (isBefore | isBehind);
        maxBefore = Fused.Max(maxBefore, Vector512.ConditionalSelect(isBefore, x, Vector512.Create(float.NegativeInfinity)));
        maxBehind = Fused.Max(maxBehind, Vector512.ConditionalSelect(isBehind, x, Vector512.Create(float.NegativeInfinity)));
        term += e;
        distance = Fused.MultiplyAdd(e, labelScore - x, distance);
        square = Fused.MultiplyAdd(e, e, square);
    }

    private static float Largest(Vector512<float> lanes)
    {
        var eight = Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper());
        var four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
    }
}
