using System.Collections.Immutable;
using System.Globalization;
using XentStream.Scoring.Checks;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring;

// What is wrong with the values, in sentences. Only batches with a fault come here, so a second pass over them costs nobody else anything.
public sealed partial class BatchScorer
{
    private ImmutableArray<Fault> DescribeWarning() =>
        Totals.Infinite > 0 ? [ValueFaults.InfiniteLoss(Totals.Infinite, Totals.Scored)]
        : Totals.Scored == 0 ? [ValueFaults.NothingScored(Totals.Ignored)]
        : [];

    private ImmutableArray<Fault> DescribeRejection(in ScorableBatch batch)
    {
        var (outOfRange, nonFinite, badWeight) = (new Offence(), new Offence(), new Offence());
        for (long first = 0; first < batch.Rows; first += BlockRows)
        {
            var rows = (int)Math.Min(BlockRows, batch.Rows - first);
            ScoreBlock(batch, first, rows);
            for (var i = 0; i < rows; i++)
            {
                outOfRange.Count(results[i].Outcome == RowOutcome.LabelOutOfRange, first + i);
                nonFinite.Count(results[i].Outcome == RowOutcome.NonFinite, first + i);
                badWeight.Count(results[i].Outcome == RowOutcome.WeightInvalid, first + i);
            }
        }

        // In the order of the reason codes: the first names the batch.
        var faults = ImmutableArray.CreateBuilder<Fault>();
        if (badWeight.Rows > 0)
        {
            faults.Add(ValueFaults.WeightInvalid(badWeight.Rows, badWeight.FirstRow, ReadWeight(batch.Weights, badWeight.FirstRow)));
        }

        if (outOfRange.Rows > 0)
        {
            faults.Add(ValueFaults.LabelOutOfRange(outOfRange.Rows, batch.Rows, batch.Classes, outOfRange.FirstRow, ReadLabel(batch.Labels, outOfRange.FirstRow)));
        }

        if (nonFinite.Rows > 0)
        {
            faults.Add(ValueFaults.NonFiniteScores(nonFinite.Rows, batch.Rows - Totals.Ignored, nonFinite.FirstRow, FirstNonFinite(batch, nonFinite.FirstRow)));
        }

        return faults.ToImmutable();
    }

    private static double ReadWeight(TensorView weights, long row)
    {
        Span<double> weight = stackalloc double[1];
        WeightRows.Read(weights, row, weight);
        return weight[0];
    }

    private static string ReadLabel(TensorView labels, long row)
    {
        Span<long> label = stackalloc long[1];
        LabelRows.Read(labels, row, label);
        return label[0] == long.MaxValue ? "2^63 or more" : label[0].ToString(CultureInfo.InvariantCulture);
    }

    private static double FirstNonFinite(in ScorableBatch batch, long row) => batch.Scores.Type == ElementType.F32
        ? FirstNonFinite(new Row<F32Element>(batch.ScoresOfRow(row), batch.Classes, batch.Stride))
        : FirstNonFinite(new Row<F64Element>(batch.ScoresOfRow(row), batch.Classes, batch.Stride));

    private static double FirstNonFinite<TElement>(Row<TElement> row)
        where TElement : struct, IScoreElement
    {
        var c = 0;
        while (row[c] < double.PositiveInfinity)
        {
            c++;
        }

        return row[c];
    }

    /// <summary>The rows that offend in one way.</summary>
    private struct Offence
    {
        public long Rows;
        public long FirstRow;

        public void Count(bool offends, long row)
        {
            FirstRow = offends && Rows == 0 ? row : FirstRow;
            Rows += offends ? 1 : 0;
        }
    }
}
