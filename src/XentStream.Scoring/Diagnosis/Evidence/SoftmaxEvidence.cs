using XentStream.Scoring.Checks;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// Whether declared logits are probabilities: all of many rows are in [0, 1] and sum to 1. It confirms what batches of one row cannot show. Rows that rule it out settle it, until a
/// row is a distribution again.
/// </summary>
internal sealed class SoftmaxEvidence
{
    private const int Rows = 64;

    private int count;
    private bool isRuledOut;
    private bool isSettled;

    /// <summary>What stands.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Whether rows were added and nothing has settled it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Adds a row of logits. The first one that is not a distribution answers for the rest of its sixty-four.</summary>
    /// <returns>Whether the finding has changed.</returns>
    public bool Add(in ScorableBatch batch, long row)
    {
        if (isSettled)
        {
            // The rows after this one are to tell, by themselves.
            IsOpen = IsDistribution(batch, row);
            isSettled = !IsOpen;
            return false;
        }

        isRuledOut = isRuledOut || !IsDistribution(batch, row);
        IsOpen = true;
        return ++count >= Rows && Finish(batch.Classes);
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => (count, isRuledOut, isSettled, IsOpen, Fault) = (0, false, false, false, null);

    private bool Finish(int classes)
    {
        var found = isRuledOut ? null : ProbabilitiesAsLogits.Describe($"All of {Rows} rows of logits, over batches of this model version,", classes);
        var hasChanged = Fault != found;
        (count, isRuledOut, isSettled, IsOpen, Fault) = (0, false, isRuledOut, !isRuledOut, found);
        return hasChanged;
    }

    private static bool IsDistribution(in ScorableBatch batch, long row)
    {
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, batch.Classes);
        return !LineBeginning.IsOutside(batch.Scores.Type, batch.ScoresOfRow(row), batch.Classes, batch.Stride, -tolerance, 1 + tolerance)
            && batch.NumbersOfRow(row).IsDistribution(tolerance, allowsZeros: false);
    }
}
