using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

/// <summary>Copies a tensor so that its class axis is the last, and its rows lie one after the other.</summary>
internal static class ClassLast
{
    /// <summary>Copies.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="classAxis">Its class axis, or null where it has none.</param>
    /// <param name="destination">As many bytes.</param>
    public static void Copy(TensorView tensor, int? classAxis, Span<byte> destination)
    {
        var shape = tensor.Shape;
        if (classAxis is not { } axis || axis == shape.Rank - 1 || shape.Count == 0)
        {
            tensor.Bytes.CopyTo(destination);
            return;
        }

        var (classes, inner, size) = ((int)shape[axis], (int)shape.CountOf(axis + 1, shape.Rank), tensor.Type.Size);
        var place = 0;
        for (var outer = 0; outer < shape.CountOf(0, axis); outer++)
        {
            for (var i = 0; i < inner; i++)
            {
                for (var c = 0; c < classes; c++, place += size)
                {
                    tensor.Bytes.Slice(((((outer * classes) + c) * inner) + i) * size, size).CopyTo(destination[place..]);
                }
            }
        }
    }
}
