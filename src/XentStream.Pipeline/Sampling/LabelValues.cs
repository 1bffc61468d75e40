namespace XentStream.Pipeline.Sampling;

/// <summary>The values of labels. However many there are, it holds a bounded number of them.</summary>
public sealed class LabelValues
{
    /// <summary>So many distinct values are counted.</summary>
    public const int MaxDistinct = 10_000;

    private readonly Dictionary<double, long> counts = [];
    private readonly ExtremeValues lowest = new();
    private readonly ExtremeValues highest = new();

    /// <summary>Smallest and largest, and how many values there are.</summary>
    public ValueRange Range { get; } = new();

    /// <summary>How many are not whole numbers, or not finite.</summary>
    public long Fractions { get; private set; }

    /// <summary>How many distinct finite values there are, up to <see cref="MaxDistinct"/>.</summary>
    public int Distinct => counts.Count;

    /// <summary>Whether there may be more distinct values than are counted.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The smallest value but one.</summary>
    internal double SecondSmallest => lowest.Next;

    /// <summary>The largest value but one.</summary>
    internal double SecondLargest => -highest.Next;

    /// <summary>How often a value occurs; never too low for the two smallest and the two largest, nor where <see cref="HasMore"/> is false.</summary>
    public long CountOf(double value) => lowest.CountOf(value) ?? highest.CountOf(-value) ?? counts.GetValueOrDefault(value);

    /// <summary>Takes a label.</summary>
    public void Add(double value)
    {
        Range.Add(value);
        Fractions += value == Math.Floor(value) && double.IsFinite(value) ? 0 : 1;
        if (!double.IsFinite(value))
        {
            return;
        }

        lowest.Add(value);
        highest.Add(-value);
        if (counts.Count < MaxDistinct || counts.ContainsKey(value))
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }
        else
        {
            HasMore = true;
        }
    }
}
