using System.Runtime.CompilerServices;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>
/// Other names for the classes lift the mean recall by more than 0.2 above what it is and above 1/(classes that occur), with 30 labels of each; and by far more than
/// the best of all names would do by chance.
/// </summary>
internal sealed class LabelMapPermuted : IRule
{
    /// <summary>The fewest labels of each class that occurs.</summary>
    public const int LeastLabels = 30;

    /// <summary>The least lift of the mean recall.</summary>
    public const double LeastLift = 0.2;

    // Of the chance of one in 10^7 each of the m! names has its share; with a normal law that is z² / 2 > ln m! + ln 10^7.
    private const double LogOfChances = 16.1;

    private static readonly double[] ChancesOfFew = [.. Enumerable.Range(0, ClassHits.MaxClasses + 1).Select(ChancesOf)];

    public FaultCode Code => FaultCode.LabelMapPermuted;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.HasClasses || batch.ClassLabels.Rows is not { } labels || CountRows(batch, labels) is not { } confusion)
        {
            return null;
        }

        var recall = confusion.MeanRecall;
        var level = Math.Max(recall, 1.0 / confusion.Occurring.Length) + LeastLift;
        if (level >= 1 || confusion.BestNames(level) is not { } names || confusion.MeanRecallOf(names) <= level
            || !IsBeyondChance(confusion.Significance(names), confusion.Occurring.Length))
        {
            return null;
        }

        var renaming = Renaming.Of(confusion.Occurring, names);
        return new Fault(
            Code,
            $"Other names for the classes ({renaming}) lift the mean recall from {recall:G3} to {confusion.MeanRecallOf(names):G3}.",
            renaming.Cause,
            Renaming.Fix)
        { Severity = Severity.Warn, Certainty = Certainty.Likely };
    }

    /// <summary>Whether so many standard errors are more than the best of all names would reach by chance.</summary>
    public static bool IsBeyondChance(double significance, int classes) => significance * significance / 2 > (classes < ChancesOfFew.Length ? ChancesOfFew[classes] : ChancesOf(classes));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Confusion? CountRows(in DiagnosedBatch batch, int[] labels)
    {
        // Where there are no rows, there may be more classes than fit into memory.
        if (labels.Length < 2 * LeastLabels)
        {
            return null;
        }

        var counts = new int[batch.Rows.Classes];
        foreach (var label in labels)
        {
            counts[Math.Max(label, 0)] += label == ClassLabels.None ? 0 : 1;
        }

        int[] occurring = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0)];
        if (occurring.Length < 2 || occurring.Any(c => counts[c] < LeastLabels))
        {
            return null;
        }

        var places = new int[counts.Length];
        for (var place = 0; place < occurring.Length; place++)
        {
            places[occurring[place]] = place;
        }

        var confusion = new Confusion(occurring, counts.Length);
        foreach (var block in batch.ScoreBlocks())
        {
            for (var line = 0; line < block.Count; line++)
            {
                var label = labels[block.First + line];
                if (label != ClassLabels.None)
                {
                    confusion.Add(places[label], block[line].Top());
                }
            }
        }

        return confusion;
    }

    private static double ChancesOf(int classes)
    {
        var chances = LogOfChances;
        for (var c = 2; c <= classes; c++)
        {
            chances += Math.Log(c);
        }

        return chances;
    }
}
