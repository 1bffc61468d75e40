namespace XentStream.Encodings.OpenInference.Json;

/// <summary>The powers of ten that a double holds exactly: 5^22 is below 2^53.</summary>
internal static class PowersOfTen
{
    /// <summary>The exponent of the largest.</summary>
    public const int Largest = 22;

    private static readonly double[] Exact =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>value · 10^exponent in one rounding, for −22 ≤ exponent ≤ 22.</summary>
    public static double Scale(double value, int exponent) => exponent < 0 ? value / Exact[-exponent] : value * Exact[exponent];
}
