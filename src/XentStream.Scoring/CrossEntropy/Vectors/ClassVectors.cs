using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Reads labels of 64 bits, eight at a time.</summary>
internal static class ClassVectors
{
    /// <summary>Reads labels and says whether each of them is a class or the ignore value.</summary>
    /// <param name="source">The labels, at any alignment.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="ignore">The ignore value, if there is one.</param>
    /// <param name="labels">As many places: takes the labels, and <see cref="RowBlock.IgnoredLabel"/> where one is the ignore value.</param>
    /// <param name="ignored">How many are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(ReadOnlySpan<long> source, int classes, long? ignore, Span<int> labels, out int ignored)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(labels[..source.Length]);
        var (last, skipped, ignores) = (Vector256.Create(classes - 1L), Vector256.Create(ignore ?? 0), Vector256.Create(ignore.HasValue ? -1L : 0));
        var (wrong, count) = (Vector256<long>.Zero, Vector256<long>.Zero);
        var i = 0;
        for (; i + Vector256<int>.Count <= source.Length; i += Vector256<int>.Count)
        {
            Prefetch.Ahead(ref Unsafe.As<long, byte>(ref Unsafe.Add(ref from, i)));
            var lower = Vector256.LoadUnsafe(ref from, (nuint)i);
            var upper = Vector256.LoadUnsafe(ref from, (nuint)(i + Vector256<long>.Count));
            var (noLower, noUpper) = (Vector256.Equals(lower, skipped) & ignores, Vector256.Equals(upper, skipped) & ignores);
            count -= noLower + noUpper;

            // Below 0 where a label is, or is behind the last class.
            wrong |= Vector256.AndNot(lower | (last - lower), noLower) | Vector256.AndNot(upper | (last - upper), noUpper);

            // The mask of an ignored label is -1 as it stands.
            Vector256.Narrow(lower | noLower, upper | noUpper).StoreUnsafe(ref to, (nuint)i);
        }

        ignored = (int)Vector256.Sum(count);
        var areLabels = wrong.ExtractMostSignificantBits() == 0;
        for (; i < source.Length; i++)
        {
            var isIgnored = source[i] == ignore;
            ignored += isIgnored ? 1 : 0;
            areLabels &= isIgnored | (ulong)source[i] < (ulong)classes;
            labels[i] = isIgnored ? RowBlock.IgnoredLabel : (int)source[i];
        }

        return areLabels;
    }
}
