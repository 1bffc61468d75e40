using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Rows of three or four classes, each in a lane: all of their scores are in registers at once, and so are the labels'.</summary>
internal static class FewClassRows<TVector, TFloat, TDouble>
    where TVector : struct, IScoreVector
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>The most classes of such rows.</summary>
    public const int MaxClasses = 4;

    /// <summary>Sums up rows that lie one behind the other, none of them ignored, and leaves out of the columns what <see cref="ShortColumns"/> does not need.</summary>
    /// <param name="scores">The scores from the first row on.</param>
    /// <param name="classes">How many classes there are: three or four.</param>
    /// <param name="rows">How many rows: a multiple of sixteen.</param>
    /// <param name="block">Holds the labels, and takes the sums.</param>
    /// <returns>Whether all rows are usable, none of them in doubt.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool SumAll(ReadOnlySpan<byte> scores, int classes, int rows, RowBlock block)
    {
        var watch = new RangeWatch<TFloat, TDouble>();
        ref var bytes = ref MemoryMarshal.GetReference(scores[..(rows * classes * TVector.Size)]);
        ref var first = ref Unsafe.As<byte, float>(ref bytes);
        if (TVector.Size != sizeof(float))
        {
            Widen(ref bytes, rows * classes, ref block.Room.Widened.At(0));
            first = ref block.Room.Widened.At(0);
        }

        // Of the last row four scores are read; what is behind those of the batch is somebody else's.
        var direct = TVector.Size == sizeof(float) && classes < MaxClasses && scores.Length == rows * classes * sizeof(float) ? rows - TFloat.Count : rows;
        for (var row = 0; row < direct; row += TFloat.Count)
        {
            Ask(ref Unsafe.Add(ref bytes, row * classes * TVector.Size), classes);
            SumVector(ref Unsafe.Add(ref first, row * classes), classes, block, row, ref watch);
        }

        if (direct < rows)
        {
            SumCopy(ref Unsafe.Add(ref bytes, direct * classes * TVector.Size), classes, block, direct, ref watch);
        }

        return watch.AreUsable(block.Sums);
    }

    // The last vector of a batch. A method of its own, as the compiler inlines only so much into one.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SumCopy(ref byte bytes, int classes, RowBlock block, int row, ref RangeWatch<TFloat, TDouble> watch)
    {
        Widen(ref bytes, TFloat.Count * classes, ref block.Room.Widened.At(0));
        SumVector(ref block.Room.Widened.At(0), classes, block, row, ref watch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumVector(ref float scores, nint classes, RowBlock block, int row, ref RangeWatch<TFloat, TDouble> watch)
    {
        var (c0, c1, c2, c3) = RowColumns.TransposeFour<TFloat, TDouble>(ref scores, classes);
        var (one, none) = (TFloat.Create(1), TFloat.Create(float.NegativeInfinity));
        var labels = TFloat.LoadWhole(ref block.Label.At(row));
        var (first, second, third) = (TFloat.Create(0), one, TFloat.Create(2));
        c3 = classes == MaxClasses ? c3 : none;
        var own = TFloat.WhereEqual(labels, first, c0, TFloat.WhereEqual(labels, second, c1, TFloat.WhereEqual(labels, third, c2, c3)));
        var (x0, x1, x2) = (TFloat.WhereEqual(labels, first, none, c0), TFloat.WhereEqual(labels, second, none, c1), TFloat.WhereEqual(labels, third, none, c2));
        var power = new PowerOfTwo<TFloat, TDouble>(own);
        var sums = new TermSums<TFloat, TDouble>();
        sums.Add(x0, x1, own, power);
        if (classes == MaxClasses)
        {
            sums.Add(x2, TFloat.WhereEqual(labels, TFloat.Create(3), none, c3), own, power);
        }
        else
        {
            sums.Add(x2, own, power);
        }

        var max = TFloat.Max(own, sums.Max);
        var rank = TFloat.WhereLess(own, max, one, first);
        if (TFloat.CountLess(own, sums.Max) + TFloat.CountLess(sums.Max, own) < TFloat.Count)
        {
            // Of equal scores, a lower class stands before the label.
            rank = TFloat.Max(rank, TFloat.WhereLess(first, labels, TFloat.WhereEqual(own, c0, one, first), first));
            rank = TFloat.Max(rank, TFloat.WhereLess(second, labels, TFloat.WhereEqual(own, c1, one, first), first));
            rank = TFloat.Max(rank, TFloat.WhereLess(third, labels, TFloat.WhereEqual(own, c2, one, first), first));
        }

        rank.StoreWhole(ref block.Rank.At(row));
        power.Of(own).Store(ref block.LabelTerm.At(row));
        power.Of(max).Store(ref block.TopTerm.At(row));
        block.Short.Store<TFloat, TDouble>(row, sums.Terms, sums.Distances, sums.Squares);
        watch.Look(own, max, sums.Terms, sums.Distances);
    }

    // The lines of a vector of rows some way ahead; one more where they do not fill the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask(ref byte place, int classes)
    {
        for (var line = 0; line < TFloat.Count * classes * TVector.Size; line += Prefetch.LineBytes)
        {
            Prefetch.Ahead(ref place, Prefetch.BytesAhead + line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ref byte bytes, int count, ref float widened)
    {
        for (nint i = 0; i < count; i += TFloat.Count)
        {
            TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref bytes, i * TVector.Size)).Store(ref Unsafe.Add(ref widened, i));
        }
    }
}
