using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Brings rows of not too many classes into columns: sixteen scores of class 0, sixteen of class 1, and so on, as F32.</summary>
/// <remarks>Four classes of sixteen rows are a transposition within groups of four lanes: rows 0, 4, 8 and 12 stand in one vector, 1, 5, 9 and 13 in the next.</remarks>
internal static class RowColumns
{
    private const int Lanes = RowBlock.Lanes;

    // Loads of four classes may take so many floats behind the last row.
    private const int Excess = 3;

    /// <summary>Fills the columns of up to sixteen rows; the rows behind are 0.</summary>
    public static void Fill<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowRoom room, Span<float> columns)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        if (batch.Stride == 1)
        {
            Fill<TVector, TFloat, TDouble>(batch.ScoresOfRow(first), batch.Classes, rows, room, columns);
        }
        else
        {
            FillStrided<TVector, TFloat, TDouble>(batch, first, rows, columns);
        }
    }

    /// <summary>The same of numbers that lie one behind the other.</summary>
    /// <param name="bytes">All bytes from the first row on.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="rows">How many rows, at most sixteen.</param>
    /// <param name="room">Room on the way.</param>
    /// <param name="columns">Takes the columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TVector, TFloat, TDouble>(ReadOnlySpan<byte> bytes, int classes, int rows, RowRoom room, Span<float> columns)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var count = Lanes * classes;
        if (bytes.Length < (count + Excess) * TVector.Size)
        {
            // The last rows of the batch: what is behind them is somebody else's.
            room.Raw.AsSpan(0, (count + Excess) * TVector.Size).Clear();
            bytes[..(rows * classes * TVector.Size)].CopyTo(room.Raw);
            bytes = room.Raw;
        }

        ref var scores = ref MemoryMarshal.GetReference(bytes);
        if (TVector.Size == sizeof(float))
        {
            Transpose<TFloat, TDouble>(ref Unsafe.As<byte, float>(ref scores), classes, columns);
            return;
        }

        for (var i = 0; i < count; i += TFloat.Count)
        {
            TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, i * TVector.Size)).Store(ref room.Widened.At(i));
        }

        Transpose<TFloat, TDouble>(ref room.Widened[0], classes, columns);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<TFloat, TDouble>(ref float scores, int classes, Span<float> columns)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        ref var column = ref MemoryMarshal.GetReference(columns[..(((classes + Excess) & ~Excess) * Lanes)]);
        for (nint lane = 0; lane < Lanes; lane += TFloat.Count)
        {
            ref var row = ref Unsafe.Add(ref scores, lane * classes);
            if (classes == 2)
            {
                var (a, b) = (TFloat.Load(ref row), TFloat.Load(ref Unsafe.Add(ref row, TFloat.Count)));
                TFloat.Even(a, b).Store(ref Unsafe.Add(ref column, lane));
                TFloat.Odd(a, b).Store(ref Unsafe.Add(ref column, Lanes + lane));
                continue;
            }

            for (nint c = 0; c < classes; c += 4)
            {
                TransposeFour<TFloat, TDouble>(ref Unsafe.Add(ref row, c), classes, ref Unsafe.Add(ref column, (c * Lanes) + lane));
            }
        }
    }

    /// <summary>Four neighbouring scores of a vector of rows, class by class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TFloat First, TFloat Second, TFloat Third, TFloat Fourth) TransposeFour<TFloat, TDouble>(ref float scores, nint classes)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var a = TFloat.LoadFours(ref scores, 4 * classes);
        var b = TFloat.LoadFours(ref Unsafe.Add(ref scores, classes), 4 * classes);
        var c = TFloat.LoadFours(ref Unsafe.Add(ref scores, 2 * classes), 4 * classes);
        var d = TFloat.LoadFours(ref Unsafe.Add(ref scores, 3 * classes), 4 * classes);
        var (ab, cd, abHigh, cdHigh) = (TFloat.UnpackLow(a, b), TFloat.UnpackLow(c, d), TFloat.UnpackHigh(a, b), TFloat.UnpackHigh(c, d));
        return (TFloat.UnpackLowPairs(ab, cd), TFloat.UnpackHighPairs(ab, cd), TFloat.UnpackLowPairs(abHigh, cdHigh), TFloat.UnpackHighPairs(abHigh, cdHigh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour<TFloat, TDouble>(ref float scores, nint classes, ref float column)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var (first, second, third, fourth) = TransposeFour<TFloat, TDouble>(ref scores, classes);
        first.Store(ref column);
        second.Store(ref Unsafe.Add(ref column, Lanes));
        third.Store(ref Unsafe.Add(ref column, 2 * Lanes));
        fourth.Store(ref Unsafe.Add(ref column, 3 * Lanes));
    }

    // Where the classes are far from each other, rows lie side by side: the columns are there already, as far as the axis of the rows goes.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FillStrided<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, Span<float> columns)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        if (rows < Lanes || (first % batch.Stride) + Lanes > batch.Stride)
        {
            columns.Clear();
            GatheredRows.Fill<TVector>(batch, first, rows, columns, toRow: 1, toClass: Lanes);
            return;
        }

        var step = batch.Stride * TVector.Size;
        ref var scores = ref MemoryMarshal.GetReference(batch.ScoresOfRow(first)[..(((batch.Classes - 1) * step) + (Lanes * TVector.Size))]);
        ref var column = ref MemoryMarshal.GetReference(columns[..(batch.Classes * Lanes)]);
        for (nint c = 0; c < batch.Classes; c++)
        {
            for (nint lane = 0; lane < Lanes; lane += TFloat.Count)
            {
                TVector.Load<TFloat, TDouble>(ref Unsafe.Add(ref scores, (c * step) + (lane * TVector.Size))).Store(ref Unsafe.Add(ref column, (c * Lanes) + lane));
            }
        }
    }
}
