using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Reads labels of 64 bits, eight at a time.</summary>
internal static class ClassVectors
{
    /// <summary>Reads labels and says whether all of them are classes, and none is the ignore value.</summary>
    /// <param name="source">The labels, at any alignment.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="ignored">The ignore value; a negative one is no class anyway.</param>
    /// <param name="labels">As many places.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(ReadOnlySpan<long> source, int classes, long ignored, Span<int> labels)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(labels[..source.Length]);
        var (last, skipped) = (Vector256.Create(classes - 1L), Vector256.Create(ignored));
        var mayBeIgnored = (ulong)ignored < (ulong)classes;
        var wrong = Vector256<long>.Zero;
        var i = 0;
        for (; i + Vector256<int>.Count <= source.Length; i += Vector256<int>.Count)
        {
            Prefetch.Ahead(ref Unsafe.As<long, byte>(ref Unsafe.Add(ref from, i)));
            var lower = Vector256.LoadUnsafe(ref from, (nuint)i);
            var upper = Vector256.LoadUnsafe(ref from, (nuint)(i + Vector256<long>.Count));

            // Below 0 where a label is, or is behind the last class.
            wrong |= lower | (last - lower) | upper | (last - upper);
            if (mayBeIgnored)
            {
                wrong |= Vector256.Equals(lower, skipped) | Vector256.Equals(upper, skipped);
            }

            Vector256.Narrow(lower, upper).StoreUnsafe(ref to, (nuint)i);
        }

        var areClasses = wrong.ExtractMostSignificantBits() == 0;
        for (; i < source.Length; i++)
        {
            areClasses &= (ulong)source[i] < (ulong)classes & source[i] != ignored;
            labels[i] = (int)source[i];
        }

        return areClasses;
    }
}
