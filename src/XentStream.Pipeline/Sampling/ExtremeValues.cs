namespace XentStream.Pipeline.Sampling;

/// <summary>The smallest of the finite values that occurred, and how often it did; and the next smallest. (Of the largest: the smallest of the negated.)</summary>
/// <remarks>The counts are exact: whatever is among the two smallest in the end was so from its first occurrence on.</remarks>
internal sealed class ExtremeValues
{
    private long nextCount;

    public double Smallest { get; private set; } = double.PositiveInfinity;

    public long Count { get; private set; }

    public double Next { get; private set; } = double.PositiveInfinity;

    public void Add(double value)
    {
        if (value > Next)
        {
            return;
        }

        if (value < Smallest)
        {
            (Next, nextCount) = (Smallest, Count);
            (Smallest, Count) = (value, 1);
        }
        else if (value == Smallest)
        {
            Count++;
        }
        else if (value < Next)
        {
            (Next, nextCount) = (value, 1);
        }
        else
        {
            nextCount++;
        }
    }

    /// <summary>How often a value occurred, if it is one of the two smallest.</summary>
    public long? CountOf(double value) => value == Smallest ? Count : value == Next ? nextCount : null;
}
