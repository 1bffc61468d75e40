using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Reads the sums of rows of two classes: beside the label's there is one term, which is all of them, and its square follows.</summary>
internal readonly struct TwoClassColumns : ISumColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat LoadTopTerms<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Max(TFloat.Load(ref block.LabelTerm.At(row)), TFloat.Load(ref block.Short.Others.At(row)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadOthers<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => ShortColumns.LoadOthers<TFloat, TDouble>(block, row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadDistances<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => ShortColumns.LoadDistances<TFloat, TDouble>(block, row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadSquares<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        var term = TFloat.Load(ref block.Short.Others.At(row));
        return DoublePair<TDouble>.Widen(term * term);
    }
}
