using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Reads the sums of rows of any number of classes, from the columns of the block.</summary>
internal readonly struct LongColumns : ISumColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadOthers<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => DoublePair<TDouble>.Load(ref block.Others.At(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadDistances<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => DoublePair<TDouble>.Load(ref block.Distances.At(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<TDouble> LoadSquares<TFloat, TDouble>(RowBlock block, int row)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => DoublePair<TDouble>.Load(ref block.Squares.At(row));
}
