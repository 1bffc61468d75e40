using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Scores that sum to 1 (or, as logarithms, have a log-sum-exp of 0) over another axis and not over the class axis.</summary>
internal sealed class SoftmaxWrongAxis : IRule
{
    public FaultCode Code => FaultCode.SoftmaxWrongAxis;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.ClassAxis is not { } read)
        {
            return null;
        }

        var kind = batch.Kinds.Scores;
        foreach (var axis in batch.AxesButClassAxis())
        {
            var lines = new AxisLines(batch.Scores, axis);
            var isOfSums = kind != ScoreKind.LogProbabilities && batch.ScoreCensus is { AreWithinUnit: true, AreDistributions: false }
                && lines.SumToOne(Normalization.ToleranceOf(batch.Scores.Type, lines.Length));
            var isOfLogarithms = kind != ScoreKind.Probabilities && lines.LogSumToZero(Normalization.LogToleranceOf(batch.Scores.Type, lines.Length)) && !ScoreRows.LogSumToZero(ref batch);
            if (isOfSums || isOfLogarithms)
            {
                return Describe(batch, axis, read, isOfLogarithms);
            }
        }

        return null;
    }

    private static Fault Describe(in DiagnosedBatch batch, int axis, int read, bool areLogarithms)
    {
        var row = batch.ScoresOfRow(0);
        var isLogits = batch.Kinds.Scores == ScoreKind.Logits;
        return new Fault(
            FaultCode.SoftmaxWrongAxis,
            areLogarithms ? $"The exponentials of the scores sum to 1 over axis {axis} ({batch.L[axis]}), not over the class axis {read} ({batch.C})."
                : $"Scores sum to 1 over axis {axis} ({batch.L[axis]}), not over the class axis {read} ({batch.C}): row 0 sums to {row.Sum():G5}.",
            "The softmax was taken over the batch or another axis: dim was left out or counted without the batch.",
            $"Normalise over axis {read}{(isLogits ? ", or send the raw logits" : "")}.")
        { Severity = isLogits ? Severity.Warn : Severity.Reject, Certainty = isLogits ? Certainty.Likely : Certainty.Certain };
    }
}
