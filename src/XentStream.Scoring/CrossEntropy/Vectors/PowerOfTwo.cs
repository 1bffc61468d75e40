using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>e^x·2^-k of F32 scores, sixteen at a time, with k an integer near x_max·log₂e: the terms of a softmax, scaled so that none overflows.</summary>
/// <remarks>
/// n = round(x·log₂e) comes from adding 1.5·2^23, whose last bit counts 1; r = x·log₂e − n with log₂e in two parts and fused multiply-adds, so that an
/// offset of a million costs no digit; 2^r on |r| ≤ ½ by a polynomial of degree 6 (Remez, 7.9e-8 relative error); and 2^(n−k) by adding to the exponent. The
/// reduction does not depend on k, so scaling is exact. Scores that would fall below 2^-125 are taken as just that, −∞ too: a sum in which this is seen is not
/// <see cref="RowBlock.IsUsable">usable</see>. Of NaN anything comes, depending on its bits.
/// </remarks>
internal static class PowerOfTwo
{
    /// <summary>The largest magnitude of a score that the reduction takes.</summary>
    public const float LargestScore = 1 << 20;

    private const float Log2E = 1.44269502f;
    private const float Log2ELow = 1.92596303e-8f;
    private const float Ln2 = 0.693147180f;
    private const float Shift = 12582912;
    private const float LeastExponent = -125;

    /// <summary>k for a largest score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ScaleOf(Vector512<float> max) =>
        Fused.MultiplyAdd(max, Vector512.Create(Log2E), Vector512.Create(Shift)) - Vector512.Create(Shift);

    /// <summary>The score below which terms are no longer told apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LeastOf(Vector512<float> k) => (k + Vector512.Create(LeastExponent)) * Vector512.Create(Ln2);

    /// <summary>e^x·2^-k of scores that are at least <see cref="LeastOf"/>, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x, Vector512<float> k)
    {
        var shift = Vector512.Create(Shift) - k;
        var shifted = Fused.MultiplyAdd(x, Vector512.Create(Log2E), shift);
        var r = Fused.MultiplyAdd(x, Vector512.Create(Log2E), shift - shifted);
        r = Fused.MultiplyAdd(x, Vector512.Create(Log2ELow), r);
        var p = Fused.MultiplyAdd(Vector512.Create(0.00015345812165464646f), r, Vector512.Create(0.0013399931209352263f));
        p = Fused.MultiplyAdd(p, r, Vector512.Create(0.009618488956497912f));
        p = Fused.MultiplyAdd(p, r, Vector512.Create(0.05550328776997963f));
        p = Fused.MultiplyAdd(p, r, Vector512.Create(0.2402264689063981f));
        p = Fused.MultiplyAdd(p, r, Vector512.Create(0.6931472057372529f));
        p = Fused.MultiplyAdd(p, r, Vector512.Create(1f));
        return (p.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
    }
}
