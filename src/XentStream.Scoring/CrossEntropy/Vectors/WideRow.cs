using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of many classes, one at a time, sixteen classes at a time, in one pass.</summary>
internal static class WideRow
{
    /// <summary>Classes in a vector.</summary>
    public const int Lanes = 16;

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
        var labelScore = TVector.LoadOne(ref Unsafe.Add(ref scores, (nint)label * TVector.Size));
        var sum = new RowSum<TVector>(ref scores, classes, label, labelScore);
        sum.Store(block, row);
        if (needsRank && block.Rank[row] != 0)
        {
            block.Rank[row] = RankOf<TVector>(ref scores, classes, label, labelScore);
        }
    }

    /// <summary>The scores of sixteen classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> VectorAt<TVector>(ref byte scores, int v)
        where TVector : struct, IScoreVector => TVector.Load(ref Unsafe.Add(ref scores, (nint)v * (Lanes * TVector.Size)));

    /// <summary>The scores behind the last full vector, and −∞ in the lanes behind them. Nothing outside of the row is read: its last sixteen scores are moved to their lanes.</summary>
    public static Vector512<float> TailOf<TVector>(ref byte scores, int classes)
        where TVector : struct, IScoreVector
    {
        var rest = classes % Lanes;
        var last = TVector.Load(ref Unsafe.Add(ref scores, (nint)(classes - Lanes) * TVector.Size));
        return Vector512.IsHardwareAccelerated ? Turn(last, rest) : TurnInMemory(last, rest);
    }

    private static Vector512<float> Turn(Vector512<float> last, int rest)
    {
        var lanes = Vector512<int>.Indices;
        var turned = Vector512.Shuffle(last, (lanes - Vector512.Create(rest)) & Vector512.Create(Lanes - 1));
        return Vector512.ConditionalSelect(Vector512.LessThan(lanes, Vector512.Create(rest)).AsSingle(), turned, Vector512.Create(float.NegativeInfinity));
    }

    // Where the platform has to play a shuffle of this width, it does so lane by lane.
    private static Vector512<float> TurnInMemory(Vector512<float> last, int rest)
    {
        Span<float> room = stackalloc float[2 * Lanes];
        last.CopyTo(room);
        room[Lanes..].Fill(float.NegativeInfinity);
        return Vector512.Create<float>(room[(Lanes - rest)..]);
    }

    private static int RankOf<TVector>(ref byte scores, int classes, int label, float labelScore)
        where TVector : struct, IScoreVector
    {
        var wanted = Vector512.Create(labelScore);
        var rank = 0;
        for (var v = 0; v <= classes / Lanes; v++)
        {
            var vector = v < classes / Lanes ? VectorAt<TVector>(ref scores, v) : TailOf<TVector>(ref scores, classes);
            var isBefore = Vector512.LessThan(Vector512.Create(v * Lanes) + Vector512<int>.Indices, Vector512.Create(label)).AsSingle();
            var isTieBefore = Vector512.Equals(vector, wanted) & isBefore;
            rank += BitOperations.PopCount((Vector512.GreaterThan(vector, wanted) | isTieBefore).ExtractMostSignificantBits());
        }

        return rank;
    }
}
