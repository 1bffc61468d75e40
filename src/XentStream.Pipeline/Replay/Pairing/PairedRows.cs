using System.Numerics;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Replay.Pairing;

/// <summary>The differences between the losses of two versions for the same rows, each row once whatever its weight. All sums are exact, so the figures are the same in any order of rows.</summary>
public sealed class PairedRows
{
    // Sums count in 2^-1074.
    private const int UnitExponent = -1074;

    private readonly ExactSum differences = new();
    private readonly ExactSum squares = new();
    private bool areSquaresInRange = true;

    /// <summary>Rows whose losses are finite in both versions: the difference is theirs.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows whose loss is infinite in a version.</summary>
    public long Infinite { get; private set; }

    /// <summary>Rows in which the first version has the lower loss.</summary>
    public long FirstLower { get; private set; }

    /// <summary>Rows in which the second version has the lower loss.</summary>
    public long SecondLower { get; private set; }

    /// <summary>Rows in which both have the same loss.</summary>
    public long Equal { get; private set; }

    /// <summary>The mean of second less first; null without rows. Below zero the second version is better.</summary>
    public double? MeanDifference => differences.DividedBy(Rows);

    /// <summary>
    /// The standard error of the mean difference, √(Σ(d − d̄)² / (n·(n − 1))), from exact sums; null for fewer than two rows, or where a square is beyond the range of doubles.
    /// </summary>
    public double? StandardError
    {
        get
        {
            if (Rows < 2 || !areSquaresInRange)
            {
                return null;
            }

            // n·Σd² − (Σd)², in units of 2^-2148: nothing cancels, whatever the mean is.
            var (sum, n) = (differences.ToWholeNumber(), new BigInteger(Rows));
            var spread = ((n * squares.ToWholeNumber()) << -UnitExponent) - (sum * sum);
            return SquareRootOfRatio(spread, n * n * (n - 1)) is var root ? Math.ScaleB(root.Mantissa, root.Exponent + UnitExponent) : null;
        }
    }

    /// <summary>Adds a row.</summary>
    /// <param name="first">Its loss in the first version; NaN where it was ignored.</param>
    /// <param name="second">Its loss in the second version, likewise.</param>
    public void Add(double first, double second)
    {
        if (double.IsNaN(first) || double.IsNaN(second))
        {
            return;
        }

        FirstLower += first < second ? 1 : 0;
        SecondLower += second < first ? 1 : 0;
        Equal += first == second ? 1 : 0;
        if (!double.IsFinite(first) || !double.IsFinite(second))
        {
            Infinite++;
            return;
        }

        Rows++;
        differences.Add(second);
        differences.Add(-first);
        AddProduct(first, first, 1);
        AddProduct(second, second, 1);
        AddProduct(first, second, -2);
    }

    // A product is the sum of two doubles (T. J. Dekker, 1971), unless it is too large or too small for one.
    private void AddProduct(double a, double b, double factor)
    {
        var product = a * b;
        if (!double.IsFinite(product * factor))
        {
            areSquaresInRange = false;
            return;
        }

        squares.Add(factor * product);
        squares.Add(factor * Math.FusedMultiplyAdd(a, b, -product));
    }

    // With 126 bits or more before the root, 63 come out of it, of which a double keeps 53.
    private static (double Mantissa, int Exponent) SquareRootOfRatio(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.Sign <= 0)
        {
            return (0, 0);
        }

        var shift = Math.Max(0, 126 + denominator.GetBitLength() - numerator.GetBitLength());
        shift += shift & 1;
        var ratio = (numerator << (int)shift) / denominator;
        var excess = Math.Max(0, (int)ratio.GetBitLength() - 62);
        excess += (excess ^ (int)shift) & 1;
        return (Math.Sqrt((double)(ratio >> excess)), (excess - (int)shift) / 2);
    }
}
