using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>The arithmetic of <see cref="Logarithm"/>, where its equation stands, for one number or several side by side: the same bits for each.</summary>
/// <typeparam name="TNumbers">The numbers.</typeparam>
internal static class NormalLogarithm<TNumbers>
    where TNumbers : struct, IDoubleArithmetic<TNumbers>
{
    // Twice this is the first number above √2, and so the first whose half is nearer to 1.
    private const long AboveSqrtHalf = 0x3FE6_A09E_667F_3BCE;
    private const int MantissaBits = 52;

    // Makes a number of 0 or more of every exponent; the bits of Base with it in the last places are Base + it.
    private const long Bias = 1023;
    private const double Base = 1L << MantissaBits;

    /// <summary>ln x + k·ln 2 + correction.</summary>
    /// <param name="x">Positive, finite and not subnormal.</param>
    /// <param name="k">A whole number.</param>
    /// <param name="correction">What rounding took from x, by x.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumbers Of(TNumbers x, TNumbers k, TNumbers correction)
    {
        var biased = TNumbers.ShiftRight(TNumbers.SubtractWhole(x, TNumbers.CreateWhole(AboveSqrtHalf - (Bias << MantissaBits))), MantissaBits);
        var mantissa = TNumbers.SubtractWhole(TNumbers.AddWhole(x, TNumbers.CreateWhole(Bias << MantissaBits)), TNumbers.ShiftLeft(biased, MantissaBits));
        k += TNumbers.AddWhole(biased, TNumbers.Create(Base)) - TNumbers.Create(Base + Bias);

        var s = (mantissa - TNumbers.Create(1)) / (mantissa + TNumbers.Create(1));
        var (square, twice) = (s * s, s + s);
        var low = TNumbers.MultiplyAdd(k, TNumbers.Create(Logarithm.Ln2Low), correction);
        return TNumbers.MultiplyAdd(k, TNumbers.Create(Logarithm.Ln2High), twice + TNumbers.MultiplyAdd(twice * square, Series(square), low));
    }

    // 1/3 + z/5 + z²/7 + … with z = s².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumbers Series(TNumbers z)
    {
        var sum = TNumbers.MultiplyAdd(TNumbers.Create(1.0 / 23), z, TNumbers.Create(1.0 / 21));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 19));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 17));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 15));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 13));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 11));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 9));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 7));
        sum = TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 5));
        return TNumbers.MultiplyAdd(sum, z, TNumbers.Create(1.0 / 3));
    }
}
