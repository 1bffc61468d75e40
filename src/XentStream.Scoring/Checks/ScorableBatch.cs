using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Checks;

/// <summary>
/// A batch whose shapes and types fit its contract. The scores are read as <c>[outer, C, inner]</c>: the axes before the class axis, the classes, the axes
/// behind it. Row r has its classes at element (r / inner)·C·inner + r mod inner, <see cref="Stride"/> apart.
/// </summary>
internal readonly ref struct ScorableBatch
{
    public ScorableBatch(in TensorBatch batch, int classAxis, Contract contract)
    {
        var shape = batch.Scores.Shape;
        Scores = batch.Scores;
        Labels = batch.Labels;
        Weights = batch.Weights;
        Classes = (int)shape[classAxis];
        Stride = (int)shape.CountOf(classAxis + 1, shape.Rank);
        Rows = batch.Labels.Shape.Count;
        IgnoreIndex = contract.IgnoreIndex;
    }

    public TensorView Scores { get; }

    public TensorView Labels { get; }

    public TensorView Weights { get; }

    public long Rows { get; }

    public int Classes { get; }

    /// <summary>Elements from one class of a row to its next.</summary>
    public int Stride { get; }

    public long? IgnoreIndex { get; }

    /// <summary>The bytes from a row's first class on.</summary>
    public ReadOnlySpan<byte> ScoresOfRow(long row)
    {
        var (outer, inner) = Math.DivRem(row, Stride);
        return Scores.Bytes[(int)(((outer * Classes * Stride) + inner) * Scores.Type.Size)..];
    }
}
