using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The shares of a distribution, in memory as scores are.</summary>
internal readonly struct GivenShares<TVector> : IShares
    where TVector : struct, IScoreVector
{
    public static int Size => TVector.Size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Load<TFloat, TDouble>(ref readonly byte bytes, TFloat index, TFloat label)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TVector.Load<TFloat, TDouble>(in bytes);
}
