using System.Diagnostics.CodeAnalysis;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// A batch under diagnosis. L is the scores' shape, C the length of its class axis, S is L without that axis and P the product of S, the number of predictions.
/// Y is the labels' shape, R the shape of the label rows (of dense labels Y without its class axis) and K its product. Repairs change how the batch is read.
/// </summary>
internal ref partial struct DiagnosedBatch
{
    private readonly TensorBatch sent;
    private readonly TensorView scores;
    private TensorView labels;
    private ScorableBatch rows;
    private LabelCensus? census;
    private ScoreCensus? scoreCensus;
    private ScoredRows? scoredRows;
    private ClassLabels? classLabels;

    public DiagnosedBatch(in TensorBatch batch, Contract contract)
    {
        sent = batch;
        scores = batch.Scores;
        labels = batch.Labels;
        Contract = contract;
        Kinds = BatchKinds.Of(batch, contract);
        ClassAxis = HasClasses ? ShapeCheck.ClassAxisOf(batch.Scores.Shape, contract) : null;
    }

    // By reference: these are some hundred bytes each, which would be copied for every number that a rule reads.

    /// <summary>The batch as it was sent.</summary>
    [UnscopedRef]
    public readonly ref readonly TensorBatch Sent => ref sent;

    public Contract Contract { get; }

    [UnscopedRef]
    public readonly ref readonly TensorView Scores => ref scores;

    [UnscopedRef]
    public readonly ref readonly TensorView Labels => ref labels;

    /// <summary>The batch as rows, once scores and labels pair.</summary>
    [UnscopedRef]
    public readonly ref readonly ScorableBatch Rows => ref rows;

    public BatchKinds Kinds { get; private set; }

    public int? ClassAxis { get; private set; }

    /// <summary>The rows that cannot be scored, once scoring was tried.</summary>
    public RowOffences? Offences { get; set; }

    /// <summary>The totals of the rows, once scoring was tried.</summary>
    public Totals? Totals { get; set; }

    public readonly bool IsSigmoid => Contract.Link == Link.Sigmoid;

    /// <summary>Whether a row has classes, and not each score is a row of its own.</summary>
    public readonly bool HasClasses => !IsSigmoid && Kinds.Scores != ScoreKind.LabelLogProbabilities;

    public readonly bool IsIndex => !IsSigmoid && Kinds.Labels == LabelKind.Index;

    public readonly bool IsDense => HasClasses && Kinds.HasDenseLabels;

    /// <summary>Whether the contract says what the labels are.</summary>
    public readonly bool IsDeclared => Contract.Labels is not null;

    /// <summary>Whether the declared class axis is one that the scores do not have.</summary>
    public readonly bool HasNoClassAxis => HasClasses && ClassAxis is null;

    public readonly TensorShape L => Scores.Shape;

    public readonly TensorShape Y => Labels.Shape;

    public readonly TensorShape S => ClassAxis is { } axis ? L.Without(axis) : L;

    public readonly TensorShape R => IsDense && Y.Rank > 0 ? Y.Without(LabelAxis) : Y;

    public readonly long C => ClassAxis is { } axis ? L[axis] : 1;

    public readonly long P => S.Count;

    public readonly long K => R.Count;

    /// <summary>The value to ignore, or null where every label counts.</summary>
    public readonly long? IgnoreIndex => IsDense || (IsSigmoid && Kinds.Labels == LabelKind.Probability) ? null : Contract.IgnoreIndex;

    /// <summary>Whether scores and labels pair, row by row.</summary>
    public readonly bool ArePaired => !HasNoClassAxis && (IsDense ? Y == L : R == S);

    /// <summary>Whether the first axes differ in length, so that rows may have been lost on one side.</summary>
    public readonly bool LeadingSizesDiffer => R.Rank > 0 && S.Rank > 0 && R[0] != S[0];

    /// <summary>The class axis of dense labels: where their rank is not that of the scores, the contract's for their own rank.</summary>
    public readonly int LabelAxis => Y.Rank == L.Rank && ClassAxis is { } axis ? axis
        : Contract.ClassAxis >= 0 ? Math.Min(Contract.ClassAxis, Y.Rank - 1)
        : Math.Max(Y.Rank + Contract.ClassAxis, 0);

    /// <summary>Reads the batch otherwise from here on.</summary>
    public void Apply(Repair repair)
    {
        labels = repair.LabelsFor(labels);
        Kinds = repair.ClassIndices is null ? Kinds : Kinds with { Labels = LabelKind.Index };
        ClassAxis = repair.ClassAxis ?? ClassAxis;
    }

    /// <summary>Reads the batch, which pairs, as rows.</summary>
    public void Pair() => rows = new ScorableBatch(scores, labels, sent.Weights, Kinds, ClassAxis, Contract);
}
