using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Brings together rows whose classes are apart, one score at a time.</summary>
internal static class GatheredRows
{
    /// <summary>Widens the scores of rows to where they are wanted: so many floats from a row to the next, and from a class to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TVector>(in ScorableBatch batch, long first, int rows, Span<float> destination, int toRow, int toClass)
        where TVector : struct, IScoreVector
    {
        var (classes, step) = (batch.Classes, batch.Stride * TVector.Size);
        var length = ((classes - 1) * step) + TVector.Size;
        for (var row = 0; row < rows; row++)
        {
            // One check of a row's last element, and of its last place, stands for all.
            ref var score = ref MemoryMarshal.GetReference(batch.ScoresOfRow(first + row)[..length]);
            ref var place = ref MemoryMarshal.GetReference(destination.Slice(row * toRow, ((classes - 1) * toClass) + 1));
            for (var c = 0; c < classes; c++)
            {
                Unsafe.Add(ref place, c * toClass) = TVector.LoadOne(ref Unsafe.Add(ref score, (nint)c * step));
            }
        }
    }
}
