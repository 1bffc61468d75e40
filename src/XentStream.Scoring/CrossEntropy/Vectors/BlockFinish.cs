using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Losses and figures from the sums of rows, eight rows at a time in F64.</summary>
/// <remarks>
/// With e_a the term of the top class, e_y that of the label, R = Σ_{c≠a} e_c / e_a and Z = 1 + R:
/// <code>
///   loss = (max − x_y) + ln(1 + R)      entropy = ln(1 + R) + Σ_{c≠a} e_c·(max − x_c) / (e_a·Z)      confidence = 1 / Z
///   Brier = (Σ_{c≠y} e_c²) / (e_a·Z)² + ((Z − e_y/e_a) / Z)²        Σ_{c≠y} e_c² = Σ_{c≠a} e_c², or + e_a² − e_y² where y is not a
/// </code>
/// </remarks>
internal static class BlockFinish
{
    private const int Lanes = 8;

    /// <summary>Computes the rows of a block.</summary>
    public static void Run(RowBlock block, int rows)
    {
        for (var row = 0; row < rows; row += Lanes)
        {
            Finish(block, row);
        }
    }

    private static void Finish(RowBlock block, int row)
    {
        var top = Load(block.TopTerm, row);
        var label = Load(block.LabelTerm, row) / top;
        var below = Vector512.LoadUnsafe(ref block.Below[row]) / top;
        var sum = Vector512<double>.One + below;
        var logSum = LogOnePlus(below, sum);
        (logSum + (Load(block.Max, row) - Load(block.LabelScore, row))).StoreUnsafe(ref block.Loss[row]);

        var share = Vector512<double>.One / sum;
        share.StoreUnsafe(ref block.Confidence[row]);
        (logSum + (Vector512.LoadUnsafe(ref block.Distances[row]) / top * share)).StoreUnsafe(ref block.Entropy[row]);

        var isHit = Vector512.Equals(Widen(block.Rank, row), Vector512<long>.Zero).AsDouble();
        var others = Vector512.LoadUnsafe(ref block.Squares[row]) / top / top;
        others = Vector512.ConditionalSelect(isHit, others, others + (Vector512<double>.One - (label * label)));
        var miss = Vector512.ConditionalSelect(isHit, below, sum - label) * share;
        ((others * share * share) + (miss * miss)).StoreUnsafe(ref block.Brier[row]);
    }

    private static Vector512<double> Load(float[] column, int row)
    {
        var eight = Vector256.LoadUnsafe(ref column[row]);
        var (lower, upper) = Vector256.Widen(eight);
        return Vector512.Create(lower, upper);
    }

    private static Vector512<long> Widen(int[] column, int row)
    {
        var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref column[row]));
        return Vector512.Create(lower, upper);
    }

    /// <summary>ln(1 + x) for x ≥ 0, by the series of <see cref="Logarithm"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogOnePlus(Vector512<double> x, Vector512<double> sum)
    {
        // sum = 2^k·m with m in [√½, √2): the bits of √½ taken off leave k in the exponent.
        var bits = sum.AsInt64();
        var exponent = Vector512.ShiftRightArithmetic(bits - Vector512.Create(0x3FE6A09E667F3BCD), 52);
        var mantissa = (bits - (exponent << 52)).AsDouble();
        var s = (mantissa - Vector512<double>.One) / (mantissa + Vector512<double>.One);
        var square = s * s;
        var series = Vector512.FusedMultiplyAdd(Vector512.Create(1.0 / 23), square, Vector512.Create(1.0 / 21));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 19));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 17));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 15));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 13));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 11));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 9));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 7));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 5));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 3));
        var k = Vector512.ConvertToDouble(exponent);
        var correction = (x - (sum - Vector512<double>.One)) / sum;
        var low = Vector512.FusedMultiplyAdd(k, Vector512.Create(5.497923018708371e-14), correction);
        var twice = s + s;
        return Vector512.FusedMultiplyAdd(k, Vector512.Create(0.6931471805598903), twice + Vector512.FusedMultiplyAdd(twice * square, series, low));
    }
}
