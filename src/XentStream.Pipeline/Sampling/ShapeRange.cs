using System.Globalization;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Sampling;

/// <summary>The shapes of tensors of one rank: the shortest and the longest of each axis.</summary>
public sealed class ShapeRange
{
    private readonly long[] least;
    private readonly long[] most;

    /// <summary>The range of one shape.</summary>
    public ShapeRange(TensorShape shape)
    {
        least = [.. Enumerable.Range(0, shape.Rank).Select(axis => shape[axis])];
        most = [.. least];
    }

    /// <summary>The number of axes.</summary>
    public int Rank => least.Length;

    /// <summary>The shortest and the longest of an axis.</summary>
    public (long Least, long Most) this[int axis] => (least[axis], most[axis]);

    /// <summary>Takes another shape of the same rank.</summary>
    public void Add(TensorShape shape)
    {
        for (var axis = 0; axis < Rank; axis++)
        {
            least[axis] = Math.Min(least[axis], shape[axis]);
            most[axis] = Math.Max(most[axis], shape[axis]);
        }
    }

    /// <summary>The axes in brackets, those that vary as a range: <c>[29–32, 10]</c>.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", least.Zip(most, (shortest, longest) => shortest == longest ? $"{shortest}" : string.Create(CultureInfo.InvariantCulture, $"{shortest}–{longest}")))}]";
}
