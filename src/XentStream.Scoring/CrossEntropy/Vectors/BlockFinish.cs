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
internal static class BlockFinish<TSums, TFloat, TDouble>
    where TSums : ISumColumns
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
            var labelTerms = DoublePair<TDouble>.Widen(TFloat.Load(ref block.LabelTerm.At(row)));
            ShareLogarithm<DoublePair<TDouble>>.Of(TSums.LoadOthers<TFloat, TDouble>(block, row), labelTerms, out var share).Store(ref block.Loss.At(row));
            share.Store(ref block.Share.At(row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeFigures(RowBlock block, int rows)
    {
        var sums = new FigureSums<TDouble>();
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            var topTerm = TSums.LoadTopTerms<TFloat, TDouble>(block, row);
            var (others, distances, squares) = (TSums.LoadOthers<TFloat, TDouble>(block, row), TSums.LoadDistances<TFloat, TDouble>(block, row), TSums.LoadSquares<TFloat, TDouble>(block, row));
            Compute(block, row, topTerm.WidenLower(), others.Lower, distances.Lower, squares.Lower, ref sums);
            Compute(block, row + TDouble.Count, topTerm.WidenUpper(), others.Upper, distances.Upper, squares.Upper, ref sums);
        }

        sums.Write(block.Sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compute(RowBlock block, int row, TDouble topTerm, TDouble others, TDouble distances, TDouble squares, ref FigureSums<TDouble> sums)
    {
        var (loss, share) = (TDouble.Load(ref block.Loss.At(row)), TDouble.Load(ref block.Share.At(row)));
        var miss = others * share;
        var brier = TDouble.MultiplyAdd(squares * share, share, miss * miss);
        var entropy = TDouble.MultiplyAdd(distances, share, loss);
        sums.Add(block, row, loss, entropy, brier, topTerm * share);
    }
}
