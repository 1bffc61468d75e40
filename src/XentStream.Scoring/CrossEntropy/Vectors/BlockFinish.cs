using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Losses and figures from the sums of rows, eight rows at a time in F64.</summary>
/// <remarks>
/// With e_y the term of the label, e_a that of the top class, R = Σ_{c≠y} e_c / e_y and Z = 1 + R:
/// <code>
///   loss = ln(1 + R)      entropy = loss + Σ_{c≠y} e_c·(x_y − x_c) / (e_y·Z)      confidence = e_a / (e_y·Z)
///   Brier = Σ_{c≠y} e_c² / (e_y·Z)² + (R / Z)²
/// </code>
/// </remarks>
internal static class BlockFinish
{
    private const int Lanes = 8;

    /// <summary>Computes the rows of a block.</summary>
    public static void Run(RowBlock block, int rows)
    {
        for (var row = 0; row < rows; row += 2 * Lanes)
        {
            var labelScore = Vector512.LoadUnsafe(ref block.LabelScore[row]);
            var k = PowerOfTwo.ScaleOf(labelScore);
            var labelTerm = Vector512.Widen(PowerOfTwo.Of(labelScore, k));
            var topTerm = Vector512.Widen(PowerOfTwo.Of(Vector512.LoadUnsafe(ref block.Max[row]), k));
            Finish(block, row, labelTerm.Lower, topTerm.Lower);
            Finish(block, row + Lanes, labelTerm.Upper, topTerm.Upper);
        }
    }

    private static void Finish(RowBlock block, int row, Vector512<double> labelTerm, Vector512<double> topTerm)
    {
        var unit = Vector512<double>.One / labelTerm;
        var others = Vector512.LoadUnsafe(ref block.Others[row]) * unit;
        var sum = Vector512<double>.One + others;
        var share = Vector512<double>.One / sum;
        var loss = LogOnePlus(others, sum, share);
        loss.StoreUnsafe(ref block.Loss[row]);
        Vector512.MinNative(topTerm * unit * share, Vector512<double>.One).StoreUnsafe(ref block.Confidence[row]);
        (loss + (Vector512.LoadUnsafe(ref block.Distances[row]) * unit * share)).StoreUnsafe(ref block.Entropy[row]);
        var miss = others * share;
        var scaled = unit * share;
        ((Vector512.LoadUnsafe(ref block.Squares[row]) * scaled * scaled) + (miss * miss)).StoreUnsafe(ref block.Brier[row]);
    }

    /// <summary>ln(1 + x) for x ≥ 0, by the series of <see cref="Logarithm"/>; given are 1 + x and 1 / (1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogOnePlus(Vector512<double> x, Vector512<double> sum, Vector512<double> inverse)
    {
        // sum = 2^k·m with m in [√½, √2): the bits of √½ taken off leave k in the exponent.
        var bits = sum.AsInt64();
        var exponent = Vector512.ShiftRightArithmetic(bits - Vector512.Create(0x3FE6A09E667F3BCD), 52);
        var mantissa = (bits - (exponent << 52)).AsDouble();
        var s = (mantissa - Vector512<double>.One) / (mantissa + Vector512<double>.One);
        var square = s * s;
        var series = Fused.MultiplyAdd(Vector512.Create(1.0 / 23), square, Vector512.Create(1.0 / 21));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 19));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 17));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 15));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 13));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 11));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 9));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 7));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 5));
        series = Fused.MultiplyAdd(series, square, Vector512.Create(1.0 / 3));
        var k = Vector512.ConvertToDouble(exponent);
        var correction = (x - (sum - Vector512<double>.One)) * inverse;
        var low = Fused.MultiplyAdd(k, Vector512.Create(5.497923018708371e-14), correction);
        var twice = s + s;
        return Fused.MultiplyAdd(k, Vector512.Create(0.6931471805598903), twice + Fused.MultiplyAdd(twice * square, series, low));
    }
}
