namespace XentStream.Pipeline.Sampling;

/// <summary>Finds the value that labels have where they mean no class, if all labels that are no class have the same.</summary>
internal static class IgnoreSuggestion
{
    // Usual for void and padding: PyTorch, the first unsigned numbers that are no class, and masks of 8 and 16 bits.
    private static readonly double[] Usual = [-100, -1, 255, 250, 254, 65535];

    // A label behind the last class may be a mistake. Padding is frequent, mistakes are not.
    private const double LeastShareOfUnusual = 0.01;

    /// <summary>Finds it.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">How many classes there are.</param>
    public static long? Find(LabelValues labels, long classes)
    {
        // Where it is the only value there is, nothing would be left to score.
        if (labels.Fractions > 0 || labels.Distinct < 2)
        {
            return null;
        }

        var (min, max) = (labels.Range.Min, labels.Range.Max);
        double? outside = min < 0 && labels.SecondSmallest >= 0 && max < classes ? min
            : min >= 0 && max >= classes && labels.SecondLargest < classes ? max
            : null;
        return outside is { } value && Math.Abs(value) <= int.MaxValue && IsPlausible(labels, value, classes) ? (long)value : null;
    }

    private static bool IsPlausible(LabelValues labels, double value, long classes)
    {
        // -1 and 1 are the two classes of a signed coding, 0 and 255 those of a picture; labels from 1 to C count from 1.
        var isSigned = value == -1 && labels.Range.Max == 1 && labels.SecondSmallest == 1;
        var isPicture = value == 255 && classes == 2 && labels.Distinct == 2 && labels.Range.Min == 0;
        var isOneBased = value == classes && labels.Range.Min >= 1;
        var isFrequent = labels.CountOf(value) >= 2 && (Usual.Contains(value) || labels.CountOf(value) >= LeastShareOfUnusual * labels.Range.Count);
        return isFrequent && !isSigned && !isPicture && !isOneBased;
    }
}
