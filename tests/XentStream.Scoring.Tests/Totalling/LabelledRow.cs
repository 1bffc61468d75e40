using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

/// <summary>A row that can be put in any batch: scored, ignored or of infinite loss.</summary>
internal sealed record LabelledRow(double[] Scores, long Label, double Weight)
{
    private const int Classes = 4;

    public static readonly Contract Contract = new() { TopK = [1, 3] };

    private static readonly Gen<LabelledRow> Any = Gen.Select(
        Gen.Frequency((9, Gen.Double[-40, 40]), (1, Gen.Const(double.NegativeInfinity))).Array[Classes],
        Gen.Frequency((9, Gen.Long[0, Classes - 1]), (1, Gen.Const(-100L))),
        Gen.Double[0, 8],
        (scores, label, weight) => new LabelledRow(scores, label, weight));

    /// <summary>Up to 300 rows, so that a batch can be larger than a block of the scorer.</summary>
    public static readonly Gen<LabelledRow[]> Rows = Gen.OneOf(Any.Array[0, 20], Any.Array[250, 300]);

    public static Totals Score(ReadOnlySpan<LabelledRow> rows)
    {
        var (scores, labels, weights) = (new List<double>(), new List<long>(), new List<double>());
        foreach (var row in rows)
        {
            scores.AddRange(row.Scores);
            labels.Add(row.Label);
            weights.Add(row.Weight);
        }

        var shape = TensorShape.Of(rows.Length);
        var batch = new OwnedBatch(
            OwnedTensor.F64(TensorShape.Of(rows.Length, Classes), [.. scores]),
            OwnedTensor.I64(shape, [.. labels]),
            OwnedTensor.F64(shape, [.. weights]));
        var scorer = new BatchScorer();
        Assert.All(scorer.Score(batch.View, Contract), fault => Assert.Equal(Severity.Warn, fault.Severity));
        return scorer.Totals;
    }
}
