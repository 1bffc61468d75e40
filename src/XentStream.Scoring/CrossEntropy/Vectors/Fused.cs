using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>
/// Operations on sixteen lanes whose two halves the platform does not take apart by itself on machines without vectors of 512 bits: it calls a function for
/// each, which costs more than the operation.
/// </summary>
internal static class Fused
{
    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.IsHardwareAccelerated
        ? Vector512.FusedMultiplyAdd(a, b, c)
        : Vector512.Create(
            Vector256.FusedMultiplyAdd(a.GetLower(), b.GetLower(), c.GetLower()),
            Vector256.FusedMultiplyAdd(a.GetUpper(), b.GetUpper(), c.GetUpper()));

    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.IsHardwareAccelerated
        ? Vector512.FusedMultiplyAdd(a, b, c)
        : Vector512.Create(
            Vector256.FusedMultiplyAdd(a.GetLower(), b.GetLower(), c.GetLower()),
            Vector256.FusedMultiplyAdd(a.GetUpper(), b.GetUpper(), c.GetUpper()));

    /// <summary>The larger; <paramref name="b"/> where one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Vector512.IsHardwareAccelerated
        ? Vector512.MaxNative(a, b)
        : Vector512.Create(Vector256.MaxNative(a.GetLower(), b.GetLower()), Vector256.MaxNative(a.GetUpper(), b.GetUpper()));
}
