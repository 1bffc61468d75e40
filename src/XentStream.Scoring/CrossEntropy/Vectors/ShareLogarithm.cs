using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The logarithm by which losses come from sums of terms, a vector of rows at a time.</summary>
/// <remarks>
/// With e_y the term of the label, R the sum of the others and Z = e_y + R: Z / e_y = 2^k·m with m in [0.66, 1.51], as the difference of the bits of two numbers is
/// about their logarithm; then ln m = 2·artanh s with s = (m − 1)/(m + 1) = (Z·2^-k − e_y)/(Z·2^-k + e_y), |s| ≤ 0.203. Where k = 0 the numerator is R itself, so a
/// small loss keeps all its digits. The series of artanh ends at s^13/13: what is left out is below s^14/15 = 2^-35 of the value. One division serves s and 1 / Z.
/// </remarks>
internal static class ShareLogarithm<TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>ln(1 + others / labelTerm), and 1 / (labelTerm + others).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TDouble Of(TDouble others, TDouble labelTerm, out TDouble share)
    {
        var sum = others + labelTerm;
        var k = TDouble.ShiftRight(TDouble.AddWhole(TDouble.SubtractWhole(sum, labelTerm), TDouble.CreateWhole(1L << 51)), 52);
        var scaled = TDouble.SubtractWhole(sum, TDouble.ShiftLeft(k, 52));
        var numerator = TDouble.WhereEqual(scaled, sum, others, scaled - labelTerm);
        var denominator = scaled + labelTerm;
        var inverse = TDouble.Create(1) / (sum * denominator);
        share = denominator * inverse;
        var s = numerator * (sum * inverse);
        var square = s * s;
        var series = TDouble.MultiplyAdd(TDouble.Create(1.0 / 13), square, TDouble.Create(1.0 / 11));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 9));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 7));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 5));
        series = TDouble.MultiplyAdd(series, square, TDouble.Create(1.0 / 3));
        var twice = s + s;

        // The bits of 2^52 with k in its last places are 2^52 + k.
        const double Base = 1L << 52;
        var whole = TDouble.AddWhole(k, TDouble.Create(Base)) - TDouble.Create(Base);
        return TDouble.MultiplyAdd(whole, TDouble.Create(0.69314718055994531), TDouble.MultiplyAdd(twice * square, series, twice));
    }
}
