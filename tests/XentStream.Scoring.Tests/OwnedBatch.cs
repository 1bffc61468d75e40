using System.Collections.Immutable;
using System.Text;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests;

/// <summary>The tensors of a batch with bytes of their own.</summary>
internal sealed record OwnedBatch(OwnedTensor Scores, OwnedTensor Labels, OwnedTensor? Weights = null)
{
    /// <summary>The sender's count of scored labels; empty where none was sent.</summary>
    public string ScoredCount { get; init; } = "";

    public TensorBatch View => new()
    {
        Scores = Scores.View,
        Labels = Labels.View,
        Weights = Weights is null ? default : Weights.View,
        ScoredCount = Encoding.UTF8.GetBytes(ScoredCount),
    };

    /// <summary>F32 logits that are all 0, with I64 labels of 0 and 1 in turn.</summary>
    public static OwnedBatch OfShapes(long[] scores, long[] labels)
    {
        var shape = TensorShape.Of(labels);
        return new(OwnedTensor.Zeros(ElementType.F32, scores), OwnedTensor.I64(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(place => (long)place % 2)]));
    }

    /// <summary>Rows of F64 logits <c>[N, C]</c> with I64 labels.</summary>
    public static OwnedBatch OfRows(double[][] rows, params long[] labels) => new(
        OwnedTensor.F64(TensorShape.Of(rows.Length, rows[0].Length), [.. rows.SelectMany(row => row)]),
        OwnedTensor.I64(TensorShape.Of(labels.Length), labels));

    /// <summary>One row of F64 logits <c>[1, C]</c>.</summary>
    public static OwnedBatch OfRow(double[] row, long label) => OfRows([row], label);

    public OwnedBatch WithWeights(params double[] weights) => this with { Weights = OwnedTensor.F64(TensorShape.Of(weights.Length), weights) };

    /// <summary>The totals of a batch that must have no fault that names it.</summary>
    public Totals Score(Contract? contract = null)
    {
        var scorer = new BatchScorer();
        Assert.DoesNotContain(scorer.Score(View, contract ?? new Contract()), fault => fault.Severity != Severity.Info);
        return scorer.Totals;
    }

    /// <summary>The totals of a batch that must not be rejected.</summary>
    public Totals ScoreWithWarnings(Contract contract)
    {
        var scorer = new BatchScorer();
        Assert.DoesNotContain(scorer.Score(View, contract), fault => fault.Severity == Severity.Reject);
        return scorer.Totals;
    }

    /// <summary>The loss of each row of a batch that must not be rejected.</summary>
    public List<double> ScoreRows(Contract? contract = null)
    {
        var losses = new List<double>();
        Assert.DoesNotContain(new BatchScorer { RowLosses = losses }.Score(View, contract ?? new Contract()), fault => fault.Severity == Severity.Reject);
        return losses;
    }

    /// <summary>The faults of a batch that must have some.</summary>
    public ImmutableArray<Fault> FindFaults(Contract? contract = null)
    {
        var faults = new BatchScorer().Score(View, contract ?? new Contract());
        Assert.NotEmpty(faults);
        return faults;
    }

    /// <summary>The codes of all faults, the one that names the batch first.</summary>
    public FaultCode[] Codes(Contract? contract = null) => [.. new BatchScorer().Score(View, contract ?? new Contract()).Select(fault => fault.Code)];

    /// <summary>The only fault of a batch that names it.</summary>
    public Fault FindFault(Contract? contract = null) => Assert.Single(FindFaults(contract), fault => fault.Severity != Severity.Info);
}
