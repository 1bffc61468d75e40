namespace XentStream.Scoring.CrossEntropy;

/// <summary>e^x in double precision, the same bits on every machine: IEEE operations in a fixed order, and no function of a platform's library.</summary>
/// <remarks>
/// The reduction x = n·ln 2 + r with ln 2 in two parts is that of W. J. Cody and W. Waite, "Software manual for the elementary functions", 1980, chapter 6;
/// with fused multiply-adds r has an error below 2^-69. On |r| ≤ ½·ln 2 the Taylor polynomial of degree 13 leaves out less than r^14/14! = 2^-57.5 of the
/// value; with the roundings of Horner's scheme the result is within one unit in the last place.
/// </remarks>
internal static class Exponential
{
    private const double Log2E = 1.4426950408889634;

    // Below this e^x is less than half of the smallest double.
    private const double Least = -745.14;

    /// <summary>e^x for x ≤ 0, −∞ included: 0 where it would be less than the smallest double.</summary>
    public static double OfNegative(double x)
    {
        if (!(x > Least))
        {
            return 0;
        }

        var n = Math.Round(x * Log2E);
        var r = Math.FusedMultiplyAdd(n, -Logarithm.Ln2Low, Math.FusedMultiplyAdd(n, -Logarithm.Ln2High, x));
        return Math.ScaleB(Taylor(r), (int)n);
    }

    private static double Taylor(double r)
    {
        var sum = Math.FusedMultiplyAdd(1.0 / 6227020800, r, 1.0 / 479001600);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 39916800);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 3628800);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 362880);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 40320);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 5040);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 720);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 120);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 24);
        sum = Math.FusedMultiplyAdd(sum, r, 1.0 / 6);
        sum = Math.FusedMultiplyAdd(sum, r, 0.5);
        sum = Math.FusedMultiplyAdd(sum, r, 1);
        return Math.FusedMultiplyAdd(sum, r, 1);
    }
}
