using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Declared probabilities outside [0, 1] or with a sum off 1; declared logarithms above 0 or with a log-sum-exp off 0.</summary>
internal sealed class LogitsAsProbabilities : IRule
{
    public FaultCode Code => FaultCode.LogitsAsProbabilities;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (rows, first) = batch.Offences?[RowOutcome.NotProbabilities] ?? default;
        if (rows == 0)
        {
            return null;
        }

        var row = batch.ScoresOfRow(first);
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var c = 0; c < row.Classes; c++)
        {
            (min, max) = (Math.Min(min, row[c]), Math.Max(max, row[c]));
        }

        var words = batch.Kinds.Scores == ScoreKind.Probabilities ? "probabilities" : "logarithms of probabilities";
        return new Fault(
            Code,
            $"{rows} of {batch.Rows.Rows} rows are no {words}; the first is row {first} with scores {min:G5}..{max:G5}{(batch.Kinds.Scores == ScoreKind.Probabilities && batch.HasClasses ? $" and sum {row.Sum():G5}" : "")}.",
            batch.HasClasses ? "The scores are logits, or were normalised over another axis or before a later layer." : "The scores are logits: the sigmoid was not taken, or a layer came after it.",
            batch.HasClasses ? "Send the output of softmax or log_softmax over the class axis, or declare Scores: logits." : "Send the output of the sigmoid, or declare Scores: logits.");
    }
}
