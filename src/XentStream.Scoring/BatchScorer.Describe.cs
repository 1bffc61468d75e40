using System.Collections.Immutable;
using System.Globalization;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring;

// What is wrong with the values, in sentences. Only batches with a fault come here, so a second pass over them costs nobody else anything.
public sealed partial class BatchScorer
{
    private ImmutableArray<Fault> DescribeWarnings(in ScorableBatch batch)
    {
        var faults = ImmutableArray<Fault>.Empty;
        var rows = Totals.Scored + Totals.Infinite;
        if (rows >= 2 && batch.HasClasses && batch.Kinds.Scores == ScoreKind.Logits && Normalization.LooksNormalized(batch))
        {
            // ln(1 + (C − 1)/e): the label has probability 1 and all others 0, and softmax once more.
            faults = faults.Add(ValueFaults.LooksNormalized(rows, Logarithm.OfOnePlus((batch.Classes - 1) * Exponential.OfNegative(-1))));
        }

        return Totals.Infinite > 0 ? faults.Add(ValueFaults.InfiniteLoss(Totals.Infinite, Totals.Scored))
            : Totals.Scored == 0 ? faults.Add(ValueFaults.NothingScored(Totals.Ignored))
            : faults;
    }

    private ImmutableArray<Fault> DescribeRejection(in ScorableBatch batch)
    {
        var offences = new Offence[(int)RowOutcome.NotProbabilities + 1];
        for (long first = 0; first < batch.Rows; first += BlockRows)
        {
            var rows = (int)Math.Min(BlockRows, batch.Rows - first);
            ScoreBlock(batch, first, rows);
            for (var i = 0; i < rows; i++)
            {
                offences[(int)results[i].Outcome].Count(first + i);
            }
        }

        var faults = ImmutableArray.CreateBuilder<Fault>();
        for (var outcome = RowOutcome.WeightInvalid; outcome <= RowOutcome.NotProbabilities; outcome++)
        {
            var (rows, firstRow) = (offences[(int)outcome].Rows, offences[(int)outcome].FirstRow);
            if (rows > 0)
            {
                faults.Add(Describe(batch, outcome, rows, firstRow));
            }
        }

        return faults.ToImmutable();
    }

    private Fault Describe(in ScorableBatch batch, RowOutcome outcome, long rows, long firstRow) => outcome switch
    {
        RowOutcome.WeightInvalid => ValueFaults.WeightInvalid(rows, firstRow, ReadWeight(batch.Weights, firstRow)),
        RowOutcome.LabelNotWhole => ValueFaults.LabelNotWhole(rows, batch.Rows, firstRow, batch.NumberOfLabel(firstRow)),
        RowOutcome.LabelNotBinary => ValueFaults.LabelNotBinary(rows, batch.Rows, firstRow, batch.NumberOfLabel(firstRow)),
        RowOutcome.LabelOutOfRange => ValueFaults.LabelOutOfRange(rows, batch.Rows, batch.Classes, firstRow, TextOfLabel(batch, firstRow)),
        RowOutcome.LabelNotDistribution => ValueFaults.LabelNotDistribution(rows, batch.Rows, firstRow, SumOfLabel(batch.LabelsOfRow(firstRow))),
        RowOutcome.NonFinite => ValueFaults.NonFiniteScores(rows, batch.Rows - Totals.Ignored, firstRow, FirstNonFinite(batch, firstRow)),
        _ => ValueFaults.NotProbabilities(rows, batch.Rows - Totals.Ignored, firstRow, ScoreOf(batch, firstRow, 0)),
    };

    private static double ReadWeight(TensorView weights, long row)
    {
        Span<double> weight = stackalloc double[1];
        WeightRows.Read(weights, row, weight);
        return weight[0];
    }

    private static string TextOfLabel(in ScorableBatch batch, long row) =>
        !batch.Labels.Type.IsInteger ? batch.NumberOfLabel(row).ToString(CultureInfo.InvariantCulture)
        : batch.IntegerOfLabel(row) == long.MaxValue ? "2^63 or more"
        : batch.IntegerOfLabel(row).ToString(CultureInfo.InvariantCulture);

    private static double SumOfLabel(DenseRow row)
    {
        var sum = 0.0;
        for (var c = 0; c < row.Classes; c++)
        {
            sum += row[c];
        }

        return sum;
    }

    private static double ScoreOf(in ScorableBatch batch, long row, int c) =>
        Elements.ReadDouble(batch.Scores.Type, batch.ScoresOfRow(row)[(c * batch.Stride * batch.Scores.Type.Size)..]);

    private static double FirstNonFinite(in ScorableBatch batch, long row)
    {
        var c = 0;
        while (ScoreOf(batch, row, c) < double.PositiveInfinity)
        {
            c++;
        }

        return ScoreOf(batch, row, c);
    }

    /// <summary>The rows that offend in one way.</summary>
    private struct Offence
    {
        public long Rows;
        public long FirstRow;

        public void Count(long row)
        {
            FirstRow = Rows == 0 ? row : FirstRow;
            Rows++;
        }
    }
}
