using XentStream.Scoring.Checks;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>Whether declared logits are probabilities: all of many rows are in [0, 1] and sum to 1. It confirms what batches of one row cannot show.</summary>
internal sealed class SoftmaxEvidence
{
    private const int Rows = 64;

    private int count;
    private bool isRuledOut;

    /// <summary>What stands.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Adds a row of logits. The first one that is not a distribution answers for the rest of its sixty-four.</summary>
    /// <returns>Whether the finding has changed.</returns>
    public bool Add(in ScorableBatch batch, long row)
    {
        isRuledOut = isRuledOut || !IsDistribution(batch, row);
        if (++count < Rows)
        {
            return false;
        }

        var found = isRuledOut ? null : ProbabilitiesAsLogits.Describe($"All of {Rows} rows of logits, over batches of this model version,", batch.Classes);
        var hasChanged = Fault != found;
        (count, isRuledOut, Fault) = (0, false, found);
        return hasChanged;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => (count, isRuledOut, Fault) = (0, false, null);

    private static bool IsDistribution(in ScorableBatch batch, long row) =>
        batch.NumbersOfRow(row).IsDistribution(Normalization.ToleranceOf(batch.Scores.Type, batch.Classes), allowsZeros: false);
}
