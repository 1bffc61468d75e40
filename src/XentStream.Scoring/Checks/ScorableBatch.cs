using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Checks;

/// <summary>
/// A batch whose shapes and types fit its contract. The scores are read as <c>[outer, C, inner]</c>: the axes before the class axis, the classes, the axes
/// behind it. Row r has its classes at element (r / inner)·C·inner + r mod inner, <see cref="Stride"/> apart; so have dense labels. Where each score is a row
/// of its own, C and inner are 1.
/// </summary>
internal readonly ref struct ScorableBatch
{
    private readonly int scoreSize;
    private readonly TensorView scores;
    private readonly TensorView labels;
    private readonly TensorView weights;

    public ScorableBatch(in TensorBatch batch, BatchKinds kinds, int? classAxis, Contract contract)
        : this(batch.Scores, batch.Labels, batch.Weights, kinds, classAxis, contract)
    {
    }

    public ScorableBatch(TensorView scores, TensorView labels, TensorView weights, BatchKinds kinds, int? classAxis, Contract contract)
    {
        var shape = scores.Shape;
        this.scores = scores;
        scoreSize = scores.Type.Size;
        this.labels = labels;
        this.weights = weights;
        Kinds = kinds;
        Contract = contract;
        ClassAxis = classAxis;

        // Of a batch of no rows the class axis may have any length.
        Classes = classAxis is { } axis ? (int)Math.Min(shape[axis], int.MaxValue) : 1;
        Stride = classAxis is { } before ? (int)shape.CountOf(before + 1, shape.Rank) : 1;
        Rows = shape.Count == 0 ? 0 : shape.Count / Classes;
        Rank = shape.Rank;
    }

    // By reference: a view is some hundred bytes, which would be copied for each question that is asked of it.
    [UnscopedRef]
    public ref readonly TensorView Scores => ref scores;

    [UnscopedRef]
    public ref readonly TensorView Labels => ref labels;

    [UnscopedRef]
    public ref readonly TensorView Weights => ref weights;

    public BatchKinds Kinds { get; }

    public Contract Contract { get; }

    /// <summary>The class axis, or null where each score is a row of its own.</summary>
    public int? ClassAxis { get; }

    public long Rows { get; }

    /// <summary>How many axes the scores have.</summary>
    public int Rank { get; }

    public int Classes { get; }

    /// <summary>Whether a row has classes, and not each score is a row of its own.</summary>
    public bool HasClasses => Classes > 1;

    /// <summary>Elements from one class of a row to its next.</summary>
    public int Stride { get; }

    /// <summary>The bytes from a row's first class on.</summary>
    public ReadOnlySpan<byte> ScoresOfRow(long row) => Scores.Bytes[(int)(FirstElementOf(row) * scoreSize)..];

    /// <summary>A row's scores as numbers.</summary>
    public DenseRow NumbersOfRow(long row) => new(Scores.Type, ScoresOfRow(row), Classes, Stride);

    /// <summary>A row's label where it is one number.</summary>
    public double NumberOfLabel(long row) => Elements.ReadDouble(Labels.Type, Labels.Bytes[(int)(row * Labels.Type.Size)..]);

    /// <summary>A row's label where it is a whole number of an integer type.</summary>
    public long IntegerOfLabel(long row) => Labels.Type == ElementType.I64
        ? BinaryPrimitives.ReadInt64LittleEndian(Labels.Bytes[(int)(row * sizeof(long))..])
        : Elements.ReadInteger(Labels.Type, Labels.Bytes[(int)(row * Labels.Type.Size)..]);

    /// <summary>Whether a row's label, where it is one number, is the ignore value.</summary>
    public bool IsIgnored(long row) => Labels.Type.IsInteger ? IntegerOfLabel(row) == Contract.IgnoreIndex : NumberOfLabel(row) == Contract.IgnoreIndex;

    /// <summary>A row's label where it is a number for each class.</summary>
    public DenseRow LabelsOfRow(long row) => new(Labels.Type, Labels.Bytes[(int)(FirstElementOf(row) * Labels.Type.Size)..], Classes, Stride);

    /// <summary>The bytes from the first class on of a row's label, where it is a number for each class.</summary>
    public ReadOnlySpan<byte> SharesOfRow(long row) => Labels.Bytes[(int)(FirstElementOf(row) * Labels.Type.Size)..];

    /// <summary>What a row should have predicted.</summary>
    public RowTarget TargetOfRow(long row, int label) => new()
    {
        Label = label,
        IsDense = Kinds.HasDenseLabels,
        Distribution = Kinds.Labels == LabelKind.Distribution ? LabelsOfRow(row) : default,
        IsDistribution = Kinds.Labels == LabelKind.Distribution,
        Smoothing = Contract.LabelSmoothing,
        ClassWeights = Contract.ClassWeights.AsSpan(),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long FirstElementOf(long row)
    {
        // The usual case, without a division.
        if (Stride == 1)
        {
            return row * Classes;
        }

        var (outer, inner) = Math.DivRem(row, Stride);
        return (outer * Classes * Stride) + inner;
    }
}
