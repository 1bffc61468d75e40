using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>A row of dense labels with a negative value or a sum that is not 1; rows of zeros, unless they are declared to be ignored; declared one-hot rows that are not.</summary>
internal sealed class TargetNotDistribution : IRule
{
    public FaultCode Code => FaultCode.TargetNotDistribution;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        var (rows, first) = batch.Offences?[RowOutcome.LabelNotDistribution] ?? default;
        if (rows == 0)
        {
            return null;
        }

        var zeros = 0L;
        var row = batch.Rows.LabelsOfRow(first);
        var isSoft = row.IsDistribution(Normalization.ToleranceOf(batch.Labels.Type, batch.Rows.Classes), allowsZeros: false);
        for (var r = 0L; r < batch.Rows.Rows; r++)
        {
            zeros += batch.Rows.LabelsOfRow(r).IsZero() ? 1 : 0;
        }

        return new Fault(
            Code,
            zeros == rows ? $"{rows} of {batch.Rows.Rows} label rows are zeros alone; the first is row {first}."
                : isSoft ? $"{rows} of {batch.Rows.Rows} label rows are not one-hot, as declared; the first is row {first}, which is a distribution."
                : $"{rows} of {batch.Rows.Rows} label rows are no distributions; the first is row {first}, which {(LowestOf(row) is < 0 and var lowest ? $"holds {lowest:G5}" : $"sums to {row.Sum():G7}")}.",
            zeros == rows ? "The rows have no label: ignored positions, or a label that the encoder did not know."
                : isSoft ? "Labels were smoothed or mixed before sending." : "The rows were not normalised, hold negative values, or are scores.",
            zeros == rows ? "Declare ZeroRows: ignore where zeros mean no label; else fix the encoder." : isSoft ? "Declare Labels: distribution." : "Normalise the rows to sum 1, or score the stream with Link: sigmoid.");
    }

    private static double LowestOf(DenseRow row)
    {
        var lowest = double.PositiveInfinity;
        for (var c = 0; c < row.Classes; c++)
        {
            lowest = Math.Min(lowest, row[c]);
        }

        return lowest;
    }
}
