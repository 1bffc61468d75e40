using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>A scored row holds NaN or +∞; under the sigmoid NaN alone, for infinities are mirror images there.</summary>
internal sealed class NumericOverflow : IRule
{
    public FaultCode Code => FaultCode.NumericOverflow;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (count, scored, first, value) = (0L, 0L, 0L, 0.0);
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (batch.IsScored(row))
            {
                scored++;
                if (FirstNonFinite(batch, row) is { } found)
                {
                    (first, value) = count++ == 0 ? (row, found) : (first, value);
                }
            }
        }

        return count == 0 ? null : new Fault(
            Code,
            $"{count} of {scored} scored rows hold NaN or +Inf; the first is row {first} with {value}.",
            "The model overflowed: half precision, a learning rate too high, or a division by zero.",
            "Find the first layer that is not finite, and compute the head in F32. NaN in ignored rows does no harm.");
    }

    private static double? FirstNonFinite(in DiagnosedBatch batch, long row)
    {
        var scores = batch.ScoresOfRow(row);
        for (var c = 0; c < scores.Classes; c++)
        {
            if (double.IsNaN(scores[c]) || (scores[c] == double.PositiveInfinity && !batch.IsSigmoid))
            {
                return scores[c];
            }
        }

        return null;
    }
}
