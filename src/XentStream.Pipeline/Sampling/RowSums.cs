using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Sampling;

/// <summary>What the rows along one axis sum to. It describes a sample for people; what is scored is for the evaluation alone to say.</summary>
public sealed class RowSums
{
    // Enough to tell, and a bound on the time for a large record.
    private const long MaxRowsOfRecord = 4096;

    private const double Tolerance = 1e-3;

    /// <summary>How many rows were looked at.</summary>
    public long Rows { get; private set; }

    /// <summary>How many are in [0, 1] and sum to 1.</summary>
    public long Distributions { get; private set; }

    /// <summary>How many have logarithms of such: none above 0, and a log-sum-exp of 0.</summary>
    public long LogDistributions { get; private set; }

    /// <summary>How many have a single 1 and zeros.</summary>
    public long OneHots { get; private set; }

    /// <summary>How many have zeros alone.</summary>
    public long Zeros { get; private set; }

    /// <summary>Takes the rows of a tensor along an axis.</summary>
    public void Add(TensorView tensor, int axis)
    {
        var shape = tensor.Shape;
        var (length, inner) = (shape[axis], shape.CountOf(axis + 1, shape.Rank));
        var rows = length == 0 ? 0 : Math.Min(shape.Count / length, MaxRowsOfRecord);
        for (long row = 0; row < rows; row++)
        {
            AddRow(tensor, (row / inner * length * inner) + (row % inner), (int)length, inner);
        }
    }

    private void AddRow(TensorView tensor, long first, int length, long stride)
    {
        var size = tensor.Type.Size;
        var (sum, exponentials, ones, zeros) = (0.0, 0.0, 0, 0);
        var (isProbability, isLogarithm) = (true, true);
        for (var i = 0; i < length; i++)
        {
            var value = Elements.ReadDouble(tensor.Type, tensor.Bytes[(int)((first + (i * stride)) * size)..]);
            sum += value;
            exponentials += Math.Exp(value);
            isProbability &= value is >= 0 and <= 1 + Tolerance;
            isLogarithm &= value <= Tolerance;
            ones += value == 1 ? 1 : 0;
            zeros += value == 0 ? 1 : 0;
        }

        Rows++;
        Distributions += isProbability && Math.Abs(sum - 1) <= ToleranceOf(tensor.Type) ? 1 : 0;
        LogDistributions += isLogarithm && Math.Abs(Math.Log(exponentials)) <= ToleranceOf(tensor.Type) ? 1 : 0;
        OneHots += ones == 1 && zeros == length - 1 ? 1 : 0;
        Zeros += zeros == length ? 1 : 0;
    }

    // Roundings to half precision add up to its unit roundoff.
    private static double ToleranceOf(ElementType type) => Tolerance + type switch
    {
        ElementType.F16 => Math.ScaleB(1, -11),
        ElementType.BF16 => Math.ScaleB(1, -8),
        _ => 0,
    };
}
