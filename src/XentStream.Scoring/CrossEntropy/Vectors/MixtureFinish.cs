using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Losses and figures of rows whose label is a distribution, from their sums, a vector of rows at a time in F64.</summary>
/// <remarks>
/// With e_t the term of the largest score, which n classes have, R the other terms, Z = n·e_t + R, ε the label smoothing and C the classes:
/// <code>
///   λ = ln(Z / e_t)      loss = (1 − ε)·(Σ q·(m − x) + λ·Σ q) + ε/C·(Σ (m − x) + λ·C)      entropy = λ + Σ e·(m − x) / Z      confidence = p = e_t / Z
///   Brier = Σ e²/Z² − 2·Σ e·q/Z + Σ q²  over the classes outside of T,  and in T (p − q)², or n·p² − 2·p·Σ q + Σ q² where n > 1
/// </code>
/// Every term of the loss is ≥ 0, so nothing cancels.
/// </remarks>
internal static class MixtureFinish<TFloat, TDouble>
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>Computes the rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(RowBlock block, int rows, int classes, double smoothing)
    {
        var sums = new FigureSums<TDouble>();
        var (own, every, all) = (TDouble.Create(1 - smoothing), TDouble.Create(smoothing / classes), TDouble.Create(classes));
        for (var row = 0; row < rows; row += TFloat.Count)
        {
            var topTerm = TFloat.Load(ref block.TopTerm.At(row));
            Finish(block, row, topTerm.WidenLower(), own, every, all, ref sums);
            Finish(block, row + TDouble.Count, topTerm.WidenUpper(), own, every, all, ref sums);
        }

        sums.Write(block.Sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(RowBlock block, int row, TDouble topTerm, TDouble own, TDouble every, TDouble all, ref FigureSums<TDouble> sums)
    {
        var (mixture, one) = (block.Mixture, TDouble.Create(1));
        var ties = TDouble.Load(ref mixture.Ties.At(row));
        var others = TDouble.MultiplyAdd(ties - one, topTerm, TDouble.Load(ref block.Others.At(row)));
        var log = ShareLogarithm<TDouble>.Of(others, topTerm, out var share);
        var labels = TDouble.MultiplyAdd(log, TDouble.Load(ref mixture.Mass.At(row)), TDouble.Load(ref mixture.Surprise.At(row)));
        var smooth = every * TDouble.MultiplyAdd(log, all, TDouble.Load(ref mixture.Spread.At(row)));
        var loss = TDouble.MultiplyAdd(own, labels, smooth);
        var entropy = TDouble.MultiplyAdd(TDouble.Load(ref block.Distances.At(row)), share, log);

        var p = topTerm * share;
        var topMass = TDouble.Load(ref mixture.TopMass.At(row));
        var ofMany = TDouble.MultiplyAdd(p, (p * ties) - (topMass + topMass), TDouble.Load(ref mixture.TopShares.At(row)));
        var gap = (one - topMass) - (others * share);
        var top = TDouble.WhereEqual(ties, one, gap * gap, ofMany);
        var products = TDouble.Load(ref mixture.Products.At(row)) * share;
        var squares = TDouble.Load(ref block.Squares.At(row)) * share;
        var brier = TDouble.MultiplyAdd(squares, share, TDouble.Load(ref mixture.Shares.At(row))) - (products + products) + top;
        sums.Add(block, row, loss, entropy, TDouble.Max(TDouble.Create(0), brier), p);
    }
}
