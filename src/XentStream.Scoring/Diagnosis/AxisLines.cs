using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>A tensor as lines along one of its axes. Line r has its elements at (r / inner)·length·inner + r mod inner, inner apart.</summary>
internal readonly ref struct AxisLines
{
    private readonly TensorView view;
    private readonly int inner;

    public AxisLines(TensorView view, int axis)
    {
        this.view = view;
        Length = (int)Math.Min(view.Shape[axis], int.MaxValue);
        inner = (int)view.Shape.CountOf(axis + 1, view.Shape.Rank);
        Count = view.Shape.Count == 0 ? 0 : view.Shape.Count / Length;
    }

    /// <summary>How many lines there are.</summary>
    public long Count { get; }

    /// <summary>How many elements a line has.</summary>
    public int Length { get; }

    /// <summary>A line.</summary>
    public DenseRow this[long line] =>
        new(view.Type, view.Bytes[(int)(((line / inner * Length * inner) + (line % inner)) * view.Type.Size)..], Length, inner);
}
