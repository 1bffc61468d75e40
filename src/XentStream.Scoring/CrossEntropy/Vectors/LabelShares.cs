using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>All for the label: what label smoothing takes its part from.</summary>
internal readonly struct LabelShares : IShares
{
    public static int Size => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Load<TFloat, TDouble>(ref readonly byte bytes, TFloat index, TFloat label)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.WhereEqual(index, label, TFloat.Create(1), TFloat.Create(0));
}
