namespace XentStream.Scoring.Totalling;

// Means: rounded sums, divided once. A sum can be beyond the range of doubles and its quotient within: then it is rounded in units so large that it fits.
public sealed partial class ExactSum
{
    // The largest sum is below 2^1070.
    private const int UnitOfLargeSums = 128;

    /// <summary>The sum divided by a number; null where that is 0, or where no double can hold the quotient.</summary>
    public double? DividedBy(double divisor)
    {
        if (divisor == 0)
        {
            return null;
        }

        var sum = ToDouble();
        var quotient = double.IsFinite(sum) ? sum / divisor : Math.ScaleB(ToScaledDouble(-UnitOfLargeSums) / divisor, UnitOfLargeSums);
        return double.IsFinite(quotient) ? quotient : null;
    }

    /// <summary>The sum divided by another sum; null where that is 0, or where no double can hold the quotient.</summary>
    public double? DividedBy(ExactSum divisor)
    {
        var number = divisor.ToDouble();
        return double.IsFinite(number) ? DividedBy(number)
            : DividedBy(divisor.ToScaledDouble(-UnitOfLargeSums)) is { } quotient ? Math.ScaleB(quotient, -UnitOfLargeSums)
            : null;
    }
}
