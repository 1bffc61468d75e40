using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>Whether declared logits of a sigmoid are probabilities: a thousand scores, of batches that each hold fewer.</summary>
internal sealed class SigmoidEvidence
{
    private SigmoidReadings readings = new();
    private long count;
    private bool isRuledOut;

    /// <summary>What stands.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Adds a score. The first one outside of [0, 1] answers for the rest of its thousand.</summary>
    /// <returns>Whether the finding has changed.</returns>
    public bool Add(in ScorableBatch batch, long row)
    {
        if (batch.Contract.Link != Link.Sigmoid || batch.Kinds.Scores != ScoreKind.Logits || (batch.Kinds.Labels == LabelKind.Binary && batch.IsIgnored(row)))
        {
            return false;
        }

        count++;
        Read(batch, row);
        if (count < SigmoidReadings.LeastScores)
        {
            return false;
        }

        var found = !isRuledOut && readings.AreBetterAsProbabilities ? readings.Describe(", over batches of this model version,") : null;
        var hasChanged = Fault != found;
        (count, isRuledOut, readings, Fault) = (0, false, new SigmoidReadings(), found);
        return hasChanged;
    }

    /// <summary>Forgets all scores.</summary>
    public void Clear() => (count, isRuledOut, readings, Fault) = (0, false, new SigmoidReadings(), null);

    private void Read(in ScorableBatch batch, long row)
    {
        var score = Elements.ReadDouble(batch.Scores.Type, batch.ScoresOfRow(row));
        var tolerance = Normalization.ToleranceOf(batch.Scores.Type, 1);
        isRuledOut = isRuledOut || !(score >= -tolerance && score <= 1 + tolerance);
        if (!isRuledOut)
        {
            readings.Add(score, batch.NumberOfLabel(row));
        }
    }
}
