using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>A tensor as lines along one of its axes. Line r has its elements at (r / inner)·length·inner + r mod inner, inner apart.</summary>
internal readonly ref struct AxisLines
{
    private readonly ElementType type;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly int size;
    private readonly int inner;

    public AxisLines(in TensorView view, int axis)
    {
        type = view.Type;
        bytes = view.Bytes;
        size = type.Size;
        Length = (int)Math.Min(view.Shape[axis], int.MaxValue);
        inner = (int)view.Shape.CountOf(axis + 1, view.Shape.Rank);
        Count = view.Shape.Count == 0 ? 0 : view.Shape.Count / Length;
    }

    /// <summary>How many lines there are.</summary>
    public long Count { get; }

    /// <summary>How many elements a line has.</summary>
    public int Length { get; }

    /// <summary>A line.</summary>
    public DenseRow this[long line] => new(type, bytes[(int)(FirstElementOf(line) * size)..], Length, inner);

    /// <summary>How many lines lie beside each other: 1 where each lies in one piece.</summary>
    public int Beside => inner;

    /// <summary>The numbers of lines beside each other, from the first of these lines on: the first number of each, the second of each, and so on.</summary>
    public LineBlocks Across(long line) => new(type, bytes[(int)(FirstElementOf(line) * size)..], inner, 1, Length);

    /// <summary>The lines in blocks.</summary>
    public LineBlocks Blocks() => new(type, bytes, Length, inner, Count);

    // The usual case, without a division.
    private long FirstElementOf(long line) => inner == 1 ? line * Length : (line / inner * Length * inner) + (line % inner);
}
