using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Reads the weights of rows.</summary>
internal static class WeightRows
{
    /// <summary>Reads the weights from row <paramref name="first"/> on into all of <paramref name="destination"/>: 1 where none were sent.</summary>
    public static void Read(TensorView weights, long first, Span<double> destination)
    {
        if (!weights.IsPresent)
        {
            destination.Fill(1);
            return;
        }

        Elements.ReadDoubles(weights.Type, weights.Bytes[(int)(first * weights.Type.Size)..], destination);
    }
}
