using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// Whether declared logits of a sigmoid are probabilities: a thousand scores, of batches that each hold fewer. Scores outside of [0, 1] settle it, until several in a row are inside.
/// </summary>
internal sealed class SigmoidEvidence
{
    // Of logits that are spread over several units, one in a million runs is as long.
    private const int LongRun = 8;

    private SigmoidReadings readings = new();
    private long count;
    private bool isRuledOut;
    private bool isSettled;
    private int run;

    /// <summary>What stands.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Whether scores were added and nothing has settled it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Adds a score. The first one outside of [0, 1] answers for the rest of its thousand.</summary>
    /// <returns>Whether the finding has changed.</returns>
    public bool Add(in ScorableBatch batch, long row)
    {
        if (batch.Contract.Link != Link.Sigmoid || batch.Kinds.Scores != ScoreKind.Logits || (batch.Kinds.Labels == LabelKind.Binary && batch.IsIgnored(row)))
        {
            return false;
        }

        if (isSettled)
        {
            run = IsWithinUnit(batch, row, out _) ? run + 1 : 0;
            IsOpen = run == LongRun;
            isSettled = !IsOpen;
            return false;
        }

        IsOpen = true;
        count++;
        Read(batch, row);
        return count >= SigmoidReadings.LeastScores && Finish();
    }

    /// <summary>Forgets all scores.</summary>
    public void Clear()
    {
        Begin();
        (isSettled, IsOpen, Fault) = (false, false, null);
    }

    private void Begin() => (count, run, isRuledOut, readings) = (0, 0, false, new SigmoidReadings());

    private bool Finish()
    {
        var found = !isRuledOut && readings.AreBetterAsProbabilities ? readings.Describe(", over batches of this model version,") : null;
        var hasChanged = Fault != found;
        (isSettled, IsOpen, Fault) = (isRuledOut, !isRuledOut, found);
        Begin();
        return hasChanged;
    }

    private void Read(in ScorableBatch batch, long row)
    {
        isRuledOut |= !IsWithinUnit(batch, row, out var score);
        if (!isRuledOut)
        {
            readings.Add(score, batch.NumberOfLabel(row));
        }
    }

    private static bool IsWithinUnit(in ScorableBatch batch, long row, out double score)
    {
        score = Elements.ReadDouble(batch.Scores.Type, batch.ScoresOfRow(row));
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, 1);
        return score >= -tolerance && score <= 1 + tolerance;
    }
}
