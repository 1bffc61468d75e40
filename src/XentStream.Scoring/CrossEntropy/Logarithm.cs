using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>ln x and ln(1 + x) in double precision, the same bits on every machine, as <see cref="Exponential"/>.</summary>
/// <remarks>
/// x = 2^k·m with m in [√½, √2), and with s = (m − 1)/(m + 1) the series ln m = 2·(s + s³/3 + s⁵/5 + …). As |s| ≤ 0.1716, the terms behind s^23/23 are below
/// 2^-62 of the value. Near 1 no digit is lost, since m − 1 is exact. ln(1 + x) adds what rounding took from 1 + x (W. Kahan; see D. Goldberg, "What every
/// computer scientist should know about floating-point arithmetic", ACM Computing Surveys 23, 1991).
/// </remarks>
internal static class Logarithm
{
    /// <summary>ln 2 but for what <see cref="Ln2Low"/> is: its last bits are 0, so that its product with an exponent is exact.</summary>
    public const double Ln2High = 0.6931471805598903;

    /// <summary>The rest of ln 2.</summary>
    public const double Ln2Low = 5.497923018708371e-14;

    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>ln x for a positive finite x; −∞ for 0, NaN for less.</summary>
    public static double Of(double x) =>
        x >= SmallestNormal ? Of(x, 0, 0)
        : x > 0 ? Of(x * (1L << 54), -54, 0)
        : x == 0 ? double.NegativeInfinity
        : double.NaN;

    /// <summary>ln(1 + x) for x > −1; −∞ for −1. A small x keeps all its digits.</summary>
    public static double OfOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 0 ? double.NegativeInfinity : Of(sum, 0, (x - (sum - 1)) / sum);
    }

    /// <summary>Puts ln x in the place of each x: the bits of <see cref="Of(double)"/>, several at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfEach(Span<double> numbers)
    {
        var (zero, least) = (FourDoubles.Create(0), FourDoubles.Create(SmallestNormal));
        for (; numbers.Length >= FourDoubles.Count; numbers = numbers[FourDoubles.Count..])
        {
            ref var first = ref MemoryMarshal.GetReference(numbers);
            var x = FourDoubles.Load(ref first);
            if (FourDoubles.AreAtLeast(x, least))
            {
                NormalLogarithm<FourDoubles>.Of(x, zero, zero).Store(ref first);
            }
            else
            {
                OneByOne(numbers[..FourDoubles.Count]);
            }
        }

        OneByOne(numbers);
    }

    private static void OneByOne(Span<double> numbers)
    {
        foreach (ref var number in numbers)
        {
            number = Of(number);
        }
    }

    // ln x + k·ln 2 + correction, for a normal x.
    private static double Of(double x, int k, double correction) => NormalLogarithm<OneDouble>.Of(new(x), new(k), new(correction)).Value;
}
