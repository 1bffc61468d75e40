using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>The labels beside label log-probabilities. They only tell which rows are ignored, but those that can be no ids show that the batch is not what it should be.</summary>
internal static class LabelIds
{
    /// <summary>Marks the rows of a block whose labels can be no ids.</summary>
    public static void Check(in ScorableBatch batch, long first, Span<RowResult> results)
    {
        if (batch.Kinds.Scores != ScoreKind.LabelLogProbabilities || batch.Contract.Link == Link.Sigmoid)
        {
            return;
        }

        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Outcome != RowOutcome.Ignored)
            {
                var label = batch.NumberOfLabel(first + i);
                results[i].Outcome = !double.IsInteger(label) ? RowOutcome.LabelNotWhole
                    : label < 0 || label >= long.MaxValue || label is int.MaxValue or uint.MaxValue ? RowOutcome.LabelOutOfRange
                    : results[i].Outcome;
            }
        }
    }
}
