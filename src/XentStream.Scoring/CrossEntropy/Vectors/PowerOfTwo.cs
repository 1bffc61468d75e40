using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>e^x·2^-k of F32 scores, a vector at a time, with k an integer near x·log₂e of the label or the largest: the terms of a softmax, scaled so that none overflows.</summary>
/// <remarks>
/// n = round(x·log₂e) comes from adding 1.5·2^23, whose last bit counts 1; r = x·log₂e − n with log₂e in two parts and fused multiply-adds, so that an
/// offset of a million costs no digit; 2^r on |r| ≤ ½ by a polynomial of degree 6 (Remez, 7.9e-8 relative error); and 2^(n−k) by adding to the exponent. The
/// reduction does not depend on k, so scaling is exact. Scores that would fall below 2^-125 are taken as just that, −∞ too: a sum in which this is seen is not
/// <see cref="RowBlock.IsUsable">usable</see>. Of NaN anything comes, depending on its bits.
/// </remarks>
internal readonly struct PowerOfTwo<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    private const float Log2E = 1.44269502f;
    private const float Log2ELow = 1.92596303e-8f;
    private const float Ln2 = 0.693147180f;
    private const float Shift = 12582912;
    private const float LeastExponent = -125;

    private readonly TFloat shift;

    /// <summary>Takes k from scores: the terms of these are about 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PowerOfTwo(TFloat scores)
    {
        var k = TFloat.MultiplyAdd(scores, TFloat.Create(Log2E), TFloat.Create(Shift)) - TFloat.Create(Shift);
        shift = TFloat.Create(Shift) - k;
        Least = (k + TFloat.Create(LeastExponent)) * TFloat.Create(Ln2);
    }

    /// <summary>The score below which terms are no longer told apart.</summary>
    public TFloat Least { get; }

    /// <summary>e^x·2^-k of scores that are at least <see cref="Least"/>, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TFloat Of(TFloat x)
    {
        var shifted = TFloat.MultiplyAdd(x, TFloat.Create(Log2E), shift);
        var r = TFloat.MultiplyAdd(x, TFloat.Create(Log2E), shift - shifted);
        r = TFloat.MultiplyAdd(x, TFloat.Create(Log2ELow), r);
        var p = TFloat.MultiplyAdd(TFloat.Create(0.00015345812165464646f), r, TFloat.Create(0.0013399931209352263f));
        p = TFloat.MultiplyAdd(p, r, TFloat.Create(0.009618488956497912f));
        p = TFloat.MultiplyAdd(p, r, TFloat.Create(0.05550328776997963f));
        p = TFloat.MultiplyAdd(p, r, TFloat.Create(0.2402264689063981f));
        p = TFloat.MultiplyAdd(p, r, TFloat.Create(0.6931472057372529f));
        p = TFloat.MultiplyAdd(p, r, TFloat.Create(1f));
        return TFloat.AddExponent(p, shifted);
    }
}
