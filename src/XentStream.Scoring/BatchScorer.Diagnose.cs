using System.Collections.Immutable;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring;

// What becomes of batches of which something is off.
public sealed partial class BatchScorer
{
    private FaultFinder? finder;

    // All rows were scored, and something stands beside the number.
    private ImmutableArray<Fault> Remark(in TensorBatch batch, Contract contract)
    {
        var found = Begin();
        var diagnosed = new DiagnosedBatch(batch, contract) { Offences = offences, Totals = Totals };
        diagnosed.Pair();
        found.FindValues(ref diagnosed);
        return found.Conclude(meanLoss: null);
    }

    // Scores and labels do not pair, or a row cannot be scored. A batch that can be repaired is scored after that.
    private ImmutableArray<Fault> Diagnose(in TensorBatch batch, Contract contract, bool isTried, StreamEvidence? evidence)
    {
        var found = Begin();
        var diagnosed = new DiagnosedBatch(batch, contract);
        found.FindShapes(ref diagnosed);
        if (!found.HasRows)
        {
            return found.Conclude(meanLoss: null);
        }

        diagnosed.Pair();
        if (!isTried || found.HasRepaired)
        {
            ScoreAgain(diagnosed.Rows);
        }

        diagnosed.Offences = offences;
        diagnosed.Totals = Totals;
        found.FindValues(ref diagnosed);
        var faults = found.Conclude(Totals.MeanOf(diagnosed.Kinds.MeanFor(contract)));
        if (!found.Rejects)
        {
            evidence?.Add(diagnosed.Rows);
        }
        else if (faults[0].Code == FaultCode.LabelOutOfRange && diagnosed.HasClasses)
        {
            evidence?.AddOutside(ref diagnosed);
        }

        return faults;
    }

    private FaultFinder Begin()
    {
        var found = finder ??= new FaultFinder();
        found.Clear();
        return found;
    }

    private void ScoreAgain(in ScorableBatch batch)
    {
        Totals.Clear();
        RowLosses?.Clear();
        TryScoreRows(batch);
    }
}
