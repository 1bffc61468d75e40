using System.Runtime.CompilerServices;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>Follows the brackets of an array, and tells where they contradict the tensor's shape.</summary>
/// <param name="shape">The shape.</param>
internal ref struct JsonNesting(TensorShape shape)
{
    private Counts counts;
    private int depth;

    // The depth at which values stand: 1 in a flat array, the number of axes in a nested one, 0 before the first.
    private int valueDepth;

    /// <summary>An array begins.</summary>
    public bool TryOpen()
    {
        if (depth == TensorShape.MaxRank || (valueDepth > 0 && depth == valueDepth))
        {
            return false;
        }

        counts[depth]++;
        depth++;
        counts[depth] = 0;
        return true;
    }

    /// <summary>An array ends.</summary>
    public bool TryClose()
    {
        depth--;
        return valueDepth <= 1 || counts[depth + 1] == shape[depth];
    }

    /// <summary>A value stands in the array that has begun last.</summary>
    public bool TryCountValue()
    {
        valueDepth = valueDepth == 0 && (depth == 1 || depth == shape.Rank) ? depth : valueDepth;
        counts[depth]++;
        return depth == valueDepth;
    }

    [InlineArray(TensorShape.MaxRank + 1)]
    private struct Counts
    {
        private long first;
    }
}
