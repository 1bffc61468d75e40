namespace XentStream.Pipeline.Sampling;

/// <summary>The range of numbers, and how many are none.</summary>
public sealed class ValueRange
{
    /// <summary>The smallest finite number; +∞ where there is none.</summary>
    public double Min { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest finite number; −∞ where there is none.</summary>
    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>How many numbers there are, finite or not.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them are NaN or infinite.</summary>
    public long NonFinite { get; private set; }

    /// <summary>Whether there is a finite number.</summary>
    public bool IsKnown => Count > NonFinite;

    /// <summary>Whether all numbers are finite and in a closed interval.</summary>
    public bool IsWithin(double least, double most) => IsKnown && NonFinite == 0 && Min >= least && Max <= most;

    /// <summary>Takes a number.</summary>
    public void Add(double number)
    {
        Count++;
        if (double.IsFinite(number))
        {
            Min = Math.Min(Min, number);
            Max = Math.Max(Max, number);
        }
        else
        {
            NonFinite++;
        }
    }
}
