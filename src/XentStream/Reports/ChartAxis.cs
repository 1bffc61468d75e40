namespace XentStream.Reports;

/// <summary>An axis of a chart: maps values to places, and has ticks at round numbers.</summary>
internal sealed class ChartAxis
{
    private const int MostTicks = 6;

    private readonly double low;
    private readonly double high;
    private readonly double begin;
    private readonly double end;

    /// <summary>An axis for values between two.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest.</param>
    /// <param name="begin">The place of the least.</param>
    /// <param name="end">The place of the greatest.</param>
    public ChartAxis(double low, double high, double begin, double end)
    {
        (this.low, this.high) = low < high ? (low, high) : (low, low + 1);
        (this.begin, this.end) = (begin, end);
    }

    /// <summary>The place of a value.</summary>
    public double Place(double value) => begin + ((value - low) / (high - low) * (end - begin));

    /// <summary>Round numbers on the axis: multiples of 1, 2 or 5 times a power of ten.</summary>
    public IEnumerable<double> Ticks()
    {
        var rough = (high - low) / MostTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        for (var tick = Math.Ceiling(low / step); tick * step <= high * (1 + 1e-12); tick++)
        {
            yield return tick * step;
        }
    }

    /// <summary>Times on the axis, which then counts seconds since 1970: multiples of what people divide a day by.</summary>
    public IEnumerable<double> TimeTicks()
    {
        double[] steps = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400];
        var rough = (high - low) / MostTicks;
        var step = steps.FirstOrDefault(step => step >= rough, Math.Ceiling(rough / 86400) * 86400);
        for (var tick = Math.Ceiling(low / step); tick * step <= high; tick++)
        {
            yield return tick * step;
        }
    }
}
