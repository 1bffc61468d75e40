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
        var (count, skipped) = (Vector256.Create((long)classes), Vector256.Create(ignored));
        var wrong = Vector256<long>.Zero;
        var i = 0;
        for (; i + Vector256<int>.Count <= source.Length; i += Vector256<int>.Count)
        {
            Prefetch.Ahead(ref Unsafe.As<long, byte>(ref Unsafe.Add(ref from, i)));
            var lower = Vector256.LoadUnsafe(ref from, (nuint)i);
            var upper = Vector256.LoadUnsafe(ref from, (nuint)(i + Vector256<long>.Count));
            wrong |= Wrong(lower, count, skipped) | Wrong(upper, count, skipped);
            Vector256.Narrow(lower, upper).StoreUnsafe(ref to, (nuint)i);
        }

        var areClasses = wrong == Vector256<long>.Zero;
        for (; i < source.Length; i++)
        {
            areClasses &= (ulong)source[i] < (ulong)classes & source[i] != ignored;
            labels[i] = (int)source[i];
        }

        return areClasses;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Wrong(Vector256<long> labels, Vector256<long> count, Vector256<long> ignored) =>
        Vector256.LessThan(labels, Vector256<long>.Zero) | Vector256.GreaterThanOrEqual(labels, count) | Vector256.Equals(labels, ignored);
}
