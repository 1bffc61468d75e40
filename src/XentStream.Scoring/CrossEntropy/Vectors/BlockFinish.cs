using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Losses and figures from the sums of rows, two vectors of rows at a time in F64; and their sums over the block.</summary>
/// <remarks>
/// With e_y the term of the label, e_a that of the top class, R = Σ_{c≠y} e_c and Z = e_y + R:
/// <code>
///   loss = ln(Z / e_y)      entropy = loss + Σ_{c≠y} e_c·(x_y − x_c) / Z      confidence = e_a / Z      Brier = (Σ_{c≠y} e_c² + R²) / Z²
/// </code>
/// The logarithm is that of <see cref="ShareLogarithm{TDouble}"/>.
/// </remarks>
internal static class BlockFinish<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>Computes the rows of a block, whose columns are filled up to a multiple of sixteen with rows that add nothing.</summary>
    /// <remarks>In two loops: the first is a long chain of steps, of two vectors side by side; in the second, steps are many and short.</remarks>
    public static void Run(RowBlock block, int rows)
    {
        TakeLogarithms(block, rows);
        ComputeFigures(block, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeLogarithms(RowBlock block, int rows)
    {
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            var labelTerm = TFloat.Load(ref block.LabelTerm.At(row));
            var pair = new DoublePair<TDouble>(labelTerm.WidenLower(), labelTerm.WidenUpper());
            ShareLogarithm<DoublePair<TDouble>>.Of(DoublePair<TDouble>.Load(ref block.Others.At(row)), pair, out var share).Store(ref block.Loss.At(row));
            share.Store(ref block.Share.At(row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeFigures(RowBlock block, int rows)
    {
        var sums = new FigureSums<TDouble>();
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            var topTerm = TFloat.Load(ref block.TopTerm.At(row));
            Compute(block, row, topTerm.WidenLower(), ref sums);
            Compute(block, row + TDouble.Count, topTerm.WidenUpper(), ref sums);
        }

        sums.Write(block.Sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compute(RowBlock block, int row, TDouble topTerm, ref FigureSums<TDouble> sums)
    {
        var (loss, share) = (TDouble.Load(ref block.Loss.At(row)), TDouble.Load(ref block.Share.At(row)));
        var miss = TDouble.Load(ref block.Others.At(row)) * share;
        var brier = TDouble.MultiplyAdd(TDouble.Load(ref block.Squares.At(row)) * share, share, miss * miss);
        var entropy = TDouble.MultiplyAdd(TDouble.Load(ref block.Distances.At(row)), share, loss);
        sums.Add(block, row, loss, entropy, brier, topTerm * share);
    }
}
