namespace XentStream.Scoring.CrossEntropy;

/// <summary>ln x and ln(1 + x) in double precision, the same bits on every machine, as <see cref="Exponential"/>.</summary>
/// <remarks>
/// x = 2^k·m with m in [√½, √2), and with s = (m − 1)/(m + 1) the series ln m = 2·(s + s³/3 + s⁵/5 + …). As |s| ≤ 0.1716, the terms behind s^23/23 are below
/// 2^-62 of the value. Near 1 no digit is lost, since m − 1 is exact. ln(1 + x) adds what rounding took from 1 + x (W. Kahan; see D. Goldberg, "What every
/// computer scientist should know about floating-point arithmetic", ACM Computing Surveys 23, 1991).
/// </remarks>
internal static class Logarithm
{
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;
    private const double SqrtHalf = 0.7071067811865476;
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>ln x for a positive finite x; −∞ for 0.</summary>
    public static double Of(double x) => x == 0 ? double.NegativeInfinity : x < SmallestNormal ? Of(x * (1L << 54), -54, 0) : Of(x, 0, 0);

    /// <summary>ln(1 + x) for x > −1; −∞ for −1. A small x keeps all its digits.</summary>
    public static double OfOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 0 ? double.NegativeInfinity : Of(sum, 0, (x - (sum - 1)) / sum);
    }

    // ln x + k·ln 2 + correction, for a normal x.
    private static double Of(double x, int k, double correction)
    {
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 2 * SqrtHalf)
        {
            mantissa /= 2;
            exponent++;
        }

        k += exponent;
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var twice = 2 * s;
        var low = Math.FusedMultiplyAdd(k, Ln2Low, correction);
        return Math.FusedMultiplyAdd(k, Ln2High, twice + Math.FusedMultiplyAdd(twice * square, Series(square), low));
    }

    // 1/3 + z/5 + z²/7 + … with z = s².
    private static double Series(double z)
    {
        var sum = Math.FusedMultiplyAdd(1.0 / 23, z, 1.0 / 21);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 19);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 17);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 15);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 13);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 11);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 9);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 7);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 5);
        return Math.FusedMultiplyAdd(sum, z, 1.0 / 3);
    }
}
