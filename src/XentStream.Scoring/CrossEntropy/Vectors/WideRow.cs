using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of many classes, one at a time, sixteen classes at a time.</summary>
/// <remarks>
/// Class c belongs to lane c mod 16. A lane adds up in F32 over 32 vectors, then in F64; at the end the lanes are added in halves. That order is part of the
/// definition of the bits, so it is the same on machines whose vectors are narrower. One pass finds the largest score, one sums the terms: the second reads from the cache.
/// </remarks>
internal static class WideRow
{
    private const int Lanes = 16;
    private const int VectorsBetweenFlushes = 32;

    /// <summary>Sums up a row.</summary>
    /// <param name="bytes">Exactly the bytes of its scores.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="label">The label.</param>
    /// <param name="needsRank">Whether the exact rank of the label is asked for, and not only whether it is 0.</param>
    /// <param name="block">Takes the sums.</param>
    /// <param name="row">The row's place in the block.</param>
    public static void Sum<TVector>(ReadOnlySpan<byte> bytes, int classes, int label, bool needsRank, RowBlock block, int row)
        where TVector : struct, IScoreVector
    {
        ref var scores = ref MemoryMarshal.GetReference(bytes);
        var max = MaxOf<TVector>(ref scores, classes);
        var labelScore = TVector.LoadOne(ref Unsafe.Add(ref scores, (nint)label * TVector.Size));
        (block.Max[row], block.LabelScore[row]) = (max, labelScore);
        if (!(Math.Abs(max) <= PowerOfTwo.LargestScore))
        {
            return;
        }

        var top = IndexOf<TVector>(ref scores, classes, max);
        var k = PowerOfTwo.ScaleOf(Vector512.Create(max));
        var least = PowerOfTwo.LeastOf(k);
        var sums = new LaneSums(Vector512.Create(max), k, least);
        SumTerms<TVector>(ref scores, classes, top, ref sums);
        sums.Store(block, row);
        block.Top[row] = top;
        block.Rank[row] = label == top ? 0 : needsRank ? RankOf<TVector>(ref scores, classes, label, labelScore) : 1;
        block.TopTerm[row] = PowerOfTwo.Of(Vector512.Create(max), k).ToScalar();
        block.LabelTerm[row] = PowerOfTwo.Of(Vector512.MaxNative(least, Vector512.Create(labelScore)), k).ToScalar();
    }

    private static float MaxOf<TVector>(ref byte scores, int classes)
        where TVector : struct, IScoreVector
    {
        var (a, b) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NegativeInfinity));
        var full = classes / Lanes;
        var v = 0;
        for (; v < full - 1; v += 2)
        {
            a = Vector512.MaxNative(a, VectorAt<TVector>(ref scores, v));
            b = Vector512.MaxNative(b, VectorAt<TVector>(ref scores, v + 1));
        }

        if (v < full)
        {
            a = Vector512.MaxNative(a, VectorAt<TVector>(ref scores, v));
        }

        b = Vector512.MaxNative(b, TailOf<TVector>(ref scores, classes));
        var max = float.NegativeInfinity;
        var both = Vector512.MaxNative(a, b);
        for (var lane = 0; lane < Lanes; lane++)
        {
            max = both[lane] > max ? both[lane] : max;
        }

        return max;
    }

    private static int IndexOf<TVector>(ref byte scores, int classes, float max)
        where TVector : struct, IScoreVector
    {
        var wanted = Vector512.Create(max);
        for (var v = 0; v < classes / Lanes; v++)
        {
            var found = Vector512.Equals(VectorAt<TVector>(ref scores, v), wanted).ExtractMostSignificantBits();
            if (found != 0)
            {
                return (v * Lanes) + BitOperations.TrailingZeroCount(found);
            }
        }

        var inTail = Vector512.Equals(TailOf<TVector>(ref scores, classes), wanted).ExtractMostSignificantBits();
        return (classes / Lanes * Lanes) + BitOperations.TrailingZeroCount(inTail);
    }

    private static int RankOf<TVector>(ref byte scores, int classes, int label, float labelScore)
        where TVector : struct, IScoreVector
    {
        var wanted = Vector512.Create(labelScore);
        var rank = 0;
        for (var v = 0; v <= classes / Lanes; v++)
        {
            var vector = v < classes / Lanes ? VectorAt<TVector>(ref scores, v) : TailOf<TVector>(ref scores, classes);
            var before = Vector512.LessThan(Vector512.Create(v * Lanes) + Vector512<int>.Indices, Vector512.Create(label)).AsSingle();
            var equalBefore = Vector512.Equals(vector, wanted) & before;
            rank += BitOperations.PopCount((Vector512.GreaterThan(vector, wanted) | equalBefore).ExtractMostSignificantBits());
        }

        return rank;
    }

    private static void SumTerms<TVector>(ref byte scores, int classes, int top, ref LaneSums sums)
        where TVector : struct, IScoreVector
    {
        var (full, topVector) = (classes / Lanes, top / Lanes);
        for (var v = 0; v < full;)
        {
            var end = Math.Min((v / VectorsBetweenFlushes * VectorsBetweenFlushes) + VectorsBetweenFlushes, full);
            if (v == topVector)
            {
                sums.AddExcept(VectorAt<TVector>(ref scores, v), top % Lanes);
                end = v + 1;
            }
            else
            {
                end = v < topVector ? Math.Min(end, topVector) : end;
                AddRange<TVector>(ref scores, v, end, ref sums);
            }

            v = end;
            if (v % VectorsBetweenFlushes == 0)
            {
                sums.Flush();
            }
        }

        if (classes % Lanes != 0)
        {
            sums.AddExcept(TailOf<TVector>(ref scores, classes), topVector == full ? top % Lanes : Lanes, classes % Lanes);
        }

        sums.Flush();
    }

    private static void AddRange<TVector>(ref byte scores, int from, int to, ref LaneSums sums)
        where TVector : struct, IScoreVector
    {
        var local = sums;
        for (var v = from; v < to; v++)
        {
            local.Add(VectorAt<TVector>(ref scores, v));
        }

        sums = local;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> VectorAt<TVector>(ref byte scores, int v)
        where TVector : struct, IScoreVector => TVector.Load(ref Unsafe.Add(ref scores, (nint)v * (Lanes * TVector.Size)));

    // The scores behind the last full vector, and −∞ in the lanes behind them. Nothing behind the row is read.
    private static Vector512<float> TailOf<TVector>(ref byte scores, int classes)
        where TVector : struct, IScoreVector
    {
        Span<float> tail = stackalloc float[Lanes];
        tail.Fill(float.NegativeInfinity);
        for (var c = classes / Lanes * Lanes; c < classes; c++)
        {
            tail[c % Lanes] = TVector.LoadOne(ref Unsafe.Add(ref scores, (nint)c * TVector.Size));
        }

        return Vector512.Create<float>(tail);
    }
}
