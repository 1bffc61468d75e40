using System.Numerics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// Whether the classes have other names: labels beside predictions, of a growing number of rows. It is looked at whenever that number has doubled. The rows before the last
/// look name the classes, those since judge the names: by the same rows, any names look better. After the last look it begins anew. A last look that finds nothing settles
/// it, until more rows are wrong than before.
/// </summary>
internal sealed class NameEvidence
{
    private const int FewestRows = 256;
    private const int LeastCapacity = 1024;
    private const int MostRows = 1 << 15;
    private const int RowsPerClass = 64;

    private readonly NameCounts counts = new();
    private int rows;
    private int wrong;
    private int wrongBefore;
    private WrongShare usual;

    /// <summary>What stands: the finding of the last rows that were enough to tell.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Whether rows were added and no window of rows has settled it.</summary>
    public bool IsOpen { get; private set; }

    // Classes with few labels are not judged; most should have enough.
    private int Capacity => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(RowsPerClass * counts.Classes, LeastCapacity, MostRows));

    /// <summary>Adds a row.</summary>
    /// <returns>Whether the finding has changed.</returns>
    public bool Add(in ScorableBatch batch, long row, int label)
    {
        if (batch.Classes != counts.Classes)
        {
            if (batch.Classes > NameCounts.MostClasses)
            {
                return false;
            }

            Clear();
            counts.Begin(batch.Classes);
        }

        var predicted = RowClass.TopOf(batch, row);
        counts.Add(label, predicted);
        wrong += predicted == label ? 0 : 1;
        if (usual.IsKnown && usual.IsExceeded(predicted != label))
        {
            // What was gathered is of the rows before: they would name the classes as they were.
            usual = default;
            Begin();
        }

        IsOpen = !usual.IsKnown;
        return ++rows >= FewestRows / 2 && int.IsPow2(rows) && Look();
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        Begin();
        (Fault, usual, IsOpen) = (null, default, false);
    }

    private void Begin()
    {
        counts.Begin(counts.Classes);
        (rows, wrong, wrongBefore) = (0, 0, 0);
    }

    private bool Look()
    {
        var (found, stood) = (rows >= FewestRows && NameTrial.MayFind(wrong) ? NameTrial.Of(counts) : null, Fault);
        if (found is not null || rows >= Capacity)
        {
            Fault = found is null ? null : Describe(found);
            usual = found is null ? WrongShare.Of(wrongBefore + wrong, rows) : default;
            IsOpen = !usual.IsKnown;
            Begin();
        }
        else
        {
            counts.Turn();
            (wrong, wrongBefore) = (0, wrongBefore + wrong);
        }

        return stood != Fault;
    }

    private Fault Describe(NameTrial trial) => new(
        FaultCode.LabelMapPermuted,
        $"Over {rows} rows of this model version, other names for the classes ({trial.Renaming}) lift the mean recall from {trial.Kept:G3} to {trial.Renamed:G3}.",
        trial.Renaming.Cause,
        Renaming.Fix)
    { Severity = Severity.Warn, Certainty = Certainty.Likely };
}
