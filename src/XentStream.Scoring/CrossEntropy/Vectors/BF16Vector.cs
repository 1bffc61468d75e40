using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Scores of type BF16, the upper half of an F32.</summary>
internal readonly struct BF16Vector : IScoreVector
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(ref readonly byte bytes) => BitConverter.Int32BitsToSingle(Unsafe.ReadUnaligned<ushort>(in bytes) << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Load<TFloat, TDouble>(ref readonly byte bytes)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.LoadUpperHalves(in bytes);
}
