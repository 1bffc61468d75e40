using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Reads the sums of rows of few classes.</summary>
internal readonly struct ShortColumns : ISumColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadOthers<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => DoublePair<TDouble>.Widen(TFloat.Load(ref block.Short.Others.At(row)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadDistances<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => DoublePair<TDouble>.Widen(TFloat.Load(ref block.Short.Distances.At(row)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadSquares<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => DoublePair<TDouble>.Widen(TFloat.Load(ref block.Short.Squares.At(row)));
}
