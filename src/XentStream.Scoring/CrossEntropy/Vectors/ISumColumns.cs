using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Where the sums of a block's rows stand: plugged into the loops as a type.</summary>
internal interface ISumColumns
{
    /// <summary>Σ e over the others, of as many rows as a vector of F32 has lanes.</summary>
    static abstract DoublePair<TDouble> LoadOthers<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>;

    /// <summary>Σ e·(x_y − x) over the others.</summary>
    static abstract DoublePair<TDouble> LoadDistances<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>;

    /// <summary>The largest term, the label's included: the block's own column, unless it follows from others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TFloat LoadTopTerms<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Load(ref block.TopTerm.At(row));

    /// <summary>Σ e² over the others.</summary>
    static abstract DoublePair<TDouble> LoadSquares<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>;
}
