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

    /// <summary>Whether so many rows that are wrong may be worth a trial: fewer could be right under other names by chance.</summary>
    public static bool MayFind(int wrong) => wrong > LeastSignificance * LeastSignificance;

    /// <summary>The other names, or null where the names are right or there is too little to tell. The rows before name the classes, and the rows since judge the names.</summary>
    public static NameTrial? Of(NameCounts counts)
    {
        var named = ClassNaming.Name(counts, LeastLabels);
        if (!named.Any(one => one.IsRenamed))
        {
            return null;
        }

        ClassNaming.Settle(counts, named);
        return Judge(counts, named);
    }

    private static NameTrial? Judge(NameCounts counts, NamedClass[] named)
    {
        var (classes, judged, kept, renamed, gain, differing) = (0, 0, 0.0, 0.0, 0, 0);
        foreach (var one in named)
        {
            var all = counts.Of(one.Label).Since;
            if (all >= LeastLabels)
            {
                var own = counts.Of(one.Label, one.Label).Since;
                var other = one.Name == NamedClass.None ? 0 : counts.Of(one.Label, one.Name).Since;
                (classes, judged, kept, renamed) = (classes + 1, judged + all, kept + ((double)own / all), renamed + ((double)other / all));
                (gain, differing) = one.IsRenamed ? (gain + other - own, differing + other + own) : (gain, differing);
            }
        }

        // What always answers the same is right in one of the classes: no names lift it beyond that. And what is judged is to be most of what there is.
        var isEnough = classes >= 2 && 2 * judged >= Enumerable.Range(0, counts.Classes).Sum(label => counts.Of(label).Since);
        var isBetter = isEnough && renamed > Math.Max(kept, 1) + (LabelMapPermuted.LeastLift * classes) && gain > LeastSignificance * Math.Sqrt(differing);
        return isBetter ? new NameTrial(Renaming.Of(named), kept / classes, renamed / classes) : null;
    }
}
