using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Sigmoid: equal rows, and widths that differ and are 1 and 2, or a column of class ids against a head of C.</summary>
internal sealed class BinaryHeadWidthMismatch : IRule
{
    public FaultCode Code => FaultCode.BinaryHeadWidthMismatch;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.IsSigmoid || batch.L.Rank is not (1 or 2) || batch.Y.Rank is not (1 or 2) || batch.L[0] != batch.Y[0])
        {
            return null;
        }

        var (scores, labels) = (batch.L.CountOf(1, batch.L.Rank), batch.Y.CountOf(1, batch.Y.Rank));
        var (narrow, wide) = (Math.Min(scores, labels), Math.Max(scores, labels));
        var areIds = narrow == 1 && wide > 1 && batch.Census is { NotWhole: 0 } census && (census.Count == 0 || (census.Min >= 0 && census.Max < wide));
        return !areIds && (narrow, wide) != (1, 2) ? null : new Fault(
            Code,
            $"{scores} score {(scores == 1 ? "column" : "columns")} against {labels} label {(labels == 1 ? "column" : "columns")}: scores {batch.L}, labels {batch.Y}.",
            wide > 2 && labels == 1 ? $"One column of class ids was sent for a head of {scores} classes." : "A head of two units was paired with binary labels, or one unit with two columns.",
            wide > 2 && labels == 1 ? "Declare Link: softmax with Labels: index where each row has one class; else send a column of 0 and 1 for each class."
                : "Send one score and one label column, or declare Link: softmax with Labels: index.");
    }
}
