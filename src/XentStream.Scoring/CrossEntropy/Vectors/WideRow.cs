using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of many classes, one at a time, sixteen classes at a time, in one pass.</summary>
internal static class WideRow
{
    /// <summary>Sums up a row.</summary>
    /// <param name="bytes">Exactly the bytes of its scores.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="needsRank">Whether the exact rank of the label is asked for, and not only whether it is 0.</param>
    /// <param name="block">Holds the label, and takes the sums.</param>
    /// <param name="row">The row's place in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TVector, TFloat, TDouble>(ReadOnlySpan<byte> bytes, int classes, bool needsRank, RowBlock block, int row)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        ref var scores = ref MemoryMarshal.GetReference(bytes);
        var hasTie = new RowSum<TVector, TFloat, TDouble>(ref scores, classes, block.Label[row]).Store(block, row);
        if (hasTie || (needsRank && block.Rank[row] != 0))
        {
            block.Rank[row] = RankOf<TVector, TFloat, TDouble>(ref scores, classes, block.Label[row], block.LabelScore[row]);
        }
    }

    /// <summary>Computes the terms of labels and top classes, once the scores of a block are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FinishTerms<TFloat, TDouble>(RowBlock block, int rows)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            var own = TFloat.Load(ref block.LabelScore[row]);
            var power = new PowerOfTwo<TFloat, TDouble>(own);
            power.Of(own).Store(ref block.LabelTerm[row]);
            power.Of(TFloat.Load(ref block.Max[row])).Store(ref block.TopTerm[row]);
        }
    }

    /// <summary>Computes the terms of the top classes, whose scores all others are relative to.</summary>
    public static void FinishTops<TFloat, TDouble>(RowBlock block, int rows)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            var max = TFloat.Load(ref block.Max[row]);
            new PowerOfTwo<TFloat, TDouble>(max).Of(max).Store(ref block.TopTerm[row]);
        }
    }

    /// <summary>How many classes stand before a class.</summary>
    /// <remarks>Before the label's vector a tie stands before the label, behind it it does not; within it, one score at a time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int RankOf<TVector, TFloat, TDouble>(ref byte scores, int classes, int label, float labelScore)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (own, rank, first) = (TFloat.Create(labelScore), 0, label & -RowBlock.Lanes);
        var c = 0;
        for (; c < first; c += TFloat.Count)
        {
            rank += TFloat.Count - TFloat.CountLess(TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, (nint)c * TVector.Size)), own);
        }

        rank += RankOf<TVector>(ref scores, c, Math.Min(c + RowBlock.Lanes, classes), label, labelScore);
        for (c += RowBlock.Lanes; c + TFloat.Count <= classes; c += TFloat.Count)
        {
            rank += TFloat.CountLess(own, TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, (nint)c * TVector.Size)));
        }

        return rank + RankOf<TVector>(ref scores, c, classes, label, labelScore);
    }

    private static int RankOf<TVector>(ref byte scores, int from, int to, int label, float labelScore)
        where TVector : struct, IScoreVector
    {
        var rank = 0;
        for (var c = from; c < to; c++)
        {
            var score = TVector.LoadOne(ref Unsafe.Add(ref scores, (nint)c * TVector.Size));
            rank += score > labelScore || (score == labelScore && c < label) ? 1 : 0;
        }

        return rank;
    }
}
