using CsCheck;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

public sealed class TotalsLawsTests
{
    private const int Iterations = 60;

    [Fact]
    public void Totals_OfRowsInAnyOrder_AreTheSameBytes() =>
        LabelledRow.Rows.SelectMany(rows => Gen.Shuffle(rows).Select(shuffled => (rows, shuffled)))
            .Sample(both => AreEqual(LabelledRow.Score(both.rows), LabelledRow.Score(both.shuffled)), iter: Iterations);

    [Fact]
    public void Totals_OfABatchSplitAnywhere_AreTheSameBytes() =>
        LabelledRow.Rows.SelectMany(rows => Gen.Int[0, rows.Length].Select(at => (rows, at))).Sample(
            split => AreEqual(
                LabelledRow.Score(split.rows),
                Merge(LabelledRow.Score(split.rows.AsSpan(0, split.at)), LabelledRow.Score(split.rows.AsSpan(split.at)))),
            iter: Iterations);

    [Fact]
    public void Totals_OfSingleRowsMergedInAnyTree_AreTheSameBytes() =>
        Gen.Select(LabelledRow.Rows, Gen.Int).Sample(
            (rows, seed) => AreEqual(LabelledRow.Score(rows), MergeInRandomTree([.. rows.Select(row => LabelledRow.Score([row]))], new Random(seed))),
            iter: Iterations);

    [Fact]
    public void Totals_MergedWithThoseOfNoRows_StayTheSame() => LabelledRow.Rows.Sample(
        rows => AreEqual(LabelledRow.Score(rows), Merge(LabelledRow.Score(rows), new Totals()))
            && AreEqual(LabelledRow.Score(rows), Merge(new Totals(), LabelledRow.Score(rows))),
        iter: Iterations);

    [Fact]
    public void Totals_CanonicalBytes_AreReadBackAsTheSameTotals() => LabelledRow.Rows.Sample(
        rows =>
        {
            var totals = LabelledRow.Score(rows);
            return Totals.TryParse(totals.ToCanonicalBytes(), out var read)
                && AreEqual(totals, read)
                && (read.WeightedMean, read.RowMean, read.MeanBrier, read.MeanEntropy, read.MeanConfidence, read.Accuracy, read.CalibrationError)
                    == (totals.WeightedMean, totals.RowMean, totals.MeanBrier, totals.MeanEntropy, totals.MeanConfidence, totals.Accuracy, totals.CalibrationError);
        },
        iter: Iterations);

    [Fact]
    public void Totals_AddedAndTakenAwayInAnyOrder_AreTheSameBytes() => Gen.Select(LabelledRow.Rows, LabelledRow.Rows, Gen.Bool).Sample(
        (rows, taken, isTakenFirst) =>
        {
            var totals = isTakenFirst ? new Totals() : LabelledRow.Score(rows);
            totals.Subtract(LabelledRow.Score(taken));
            totals.Add(isTakenFirst ? LabelledRow.Score(rows) : new Totals());
            totals.Add(LabelledRow.Score(taken));
            return AreEqual(LabelledRow.Score(rows), totals);
        },
        iter: Iterations);

    [Fact]
    public void Totals_OfADifference_AreReadBackAndAddUp() => Gen.Select(LabelledRow.Rows, LabelledRow.Rows).Sample(
        (rows, taken) =>
        {
            var totals = LabelledRow.Score(rows);
            totals.Subtract(LabelledRow.Score(taken));
            return Totals.TryParse(totals.ToCanonicalBytes(), out var read) && AreEqual(totals, read)
                && AreEqual(LabelledRow.Score(rows), Merge(read, LabelledRow.Score(taken)));
        },
        iter: Iterations);

    [Fact]
    public void Totals_Cleared_AreThoseOfNoRows() => LabelledRow.Rows.Sample(
        rows =>
        {
            var totals = LabelledRow.Score(rows);
            totals.Clear();
            return totals.IsEmpty && AreEqual(new Totals(), totals);
        },
        iter: Iterations);

    private static Totals MergeInRandomTree(List<Totals> parts, Random random)
    {
        while (parts.Count > 1)
        {
            var part = TakeAny(parts, random);
            parts.Add(Merge(TakeAny(parts, random), part));
        }

        return parts.Count == 0 ? new Totals() : parts[0];
    }

    private static Totals TakeAny(List<Totals> parts, Random random)
    {
        var index = random.Next(parts.Count);
        var part = parts[index];
        parts.RemoveAt(index);
        return part;
    }

    private static Totals Merge(Totals left, Totals right)
    {
        left.Add(right);
        return left;
    }

    private static bool AreEqual(Totals left, Totals right) => left.ToCanonicalBytes().AsSpan().SequenceEqual(right.ToCanonicalBytes());
}
