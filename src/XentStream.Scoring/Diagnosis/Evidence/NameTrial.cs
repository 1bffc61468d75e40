using XentStream.Scoring.Diagnosis.Rules;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>Other names for classes that are better by far and beyond chance.</summary>
/// <param name="Renaming">The names.</param>
/// <param name="Kept">The mean recall under the names as they are.</param>
/// <param name="Renamed">The mean recall under the other names.</param>
internal sealed record NameTrial(Renaming Renaming, double Kept, double Renamed)
{
    // Of each class in either half of the rows.
    private const int LeastLabels = LabelMapPermuted.LeastLabels / 2;

    // One in 10^9 by chance, for names that other rows chose.
    private const double LeastSignificance = 6;

    /// <summary>The other names, or null where the names are right or there is too little to tell.</summary>
    /// <param name="before">Rows as <see cref="ClassNaming"/> wants them: they name the classes.</param>
    /// <param name="since">Rows likewise: they judge the names.</param>
    public static NameTrial? Of(ReadOnlySpan<long> before, ReadOnlySpan<long> since)
    {
        Span<NamedClass> named = stackalloc NamedClass[before.Length / LeastLabels];
        named = named[..ClassNaming.Name(before, LeastLabels, named)];
        var isRenamed = false;
        foreach (var one in named)
        {
            isRenamed |= one.IsRenamed;
        }

        if (!isRenamed)
        {
            return null;
        }

        ClassNaming.Settle(before, named);
        return Judge(since, named);
    }

    private static NameTrial? Judge(ReadOnlySpan<long> rows, ReadOnlySpan<NamedClass> named)
    {
        var (classes, judged, kept, renamed, gain, differing) = (0, 0, 0.0, 0.0, 0L, 0L);
        foreach (var one in named)
        {
            var all = ClassNaming.Count(rows, one.Label);
            if (all >= LeastLabels)
            {
                var (own, other) = (ClassNaming.Count(rows, one.Label, one.Label), ClassNaming.Count(rows, one.Label, one.Name));
                (classes, judged, kept, renamed) = (classes + 1, judged + all, kept + ((double)own / all), renamed + ((double)other / all));
                (gain, differing) = one.IsRenamed ? (gain + other - own, differing + other + own) : (gain, differing);
            }
        }

        // What always answers the same is right in one of the classes: no names lift it beyond that.
        var isEnough = classes >= 2 && 2 * judged >= rows.Length;
        var isBetter = isEnough && renamed > Math.Max(kept, 1) + (LabelMapPermuted.LeastLift * classes) && gain > LeastSignificance * Math.Sqrt(differing);
        return isBetter ? new NameTrial(Renaming.Of(named), kept / classes, renamed / classes) : null;
    }
}
