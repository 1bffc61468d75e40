using XentStream.Scoring.Checks;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// Whether the classes have other names: labels beside predictions, of a growing number of rows. It is looked at whenever that number has doubled. The rows before the last
/// look name the classes, those since judge the names: by the same rows, any names look better. After the last look it begins anew.
/// </summary>
internal sealed class NameEvidence
{
    private const int FewestRows = 512;
    private const int MostRows = 1 << 15;
    private const int RowsPerClass = 64;

    private int classes;
    private long[] pairs = new long[FewestRows];
    private int count;

    /// <summary>What stands: the finding of the last rows that were enough to tell.</summary>
    public Fault? Fault { get; private set; }

    // Classes with few labels are not judged; most should have enough.
    private int Capacity => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp((long)RowsPerClass * classes, FewestRows, MostRows));

    /// <summary>Adds a row.</summary>
    /// <returns>Whether the finding has changed.</returns>
    public bool Add(in ScorableBatch batch, long row, int label)
    {
        if (batch.Classes != classes)
        {
            Clear();
            classes = batch.Classes;
        }

        if (count == pairs.Length)
        {
            Array.Resize(ref pairs, 2 * count);
        }

        pairs[count++] = ((long)label << 32) | (uint)RowClass.TopOf(batch, row);
        return count >= FewestRows && int.IsPow2(count) && Look();
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => (classes, count, Fault) = (0, 0, null);

    private bool Look()
    {
        var before = pairs.AsSpan(0, count / 2);
        var since = pairs.AsSpan(count / 2, count / 2);
        before.Sort();
        since.Sort();
        var (rows, found, stood) = (count, NameTrial.Of(before, since), Fault);
        if (found is { } renaming)
        {
            (Fault, count) = (Describe(renaming, rows), 0);
        }
        else if (count >= Capacity)
        {
            (Fault, count) = (null, 0);
        }

        return !ReferenceEquals(stood, Fault);
    }

    private static Fault Describe(NameTrial trial, int rows) => new(
        FaultCode.LabelMapPermuted,
        $"Over {rows} rows of this model version, other names for the classes ({trial.Renaming}) lift the mean recall from {trial.Kept:G3} to {trial.Renamed:G3}.",
        trial.Renaming.Cause,
        Renaming.Fix)
    { Severity = Severity.Warn, Certainty = Certainty.Likely };
}
