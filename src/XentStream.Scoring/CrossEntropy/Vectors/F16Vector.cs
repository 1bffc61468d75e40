using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Scores of type F16.</summary>
internal readonly struct F16Vector : IScoreVector
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(ref readonly byte bytes) => (float)BitConverter.UInt16BitsToHalf(Unsafe.ReadUnaligned<ushort>(in bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Load<TFloat, TDouble>(ref readonly byte bytes)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.LoadHalves(in bytes);
}
