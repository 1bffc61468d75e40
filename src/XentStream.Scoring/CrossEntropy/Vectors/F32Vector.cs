using System.Runtime.CompilerServices;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Scores of type F32.</summary>
internal readonly struct F32Vector : IScoreVector
{
    public static int Size => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(ref readonly byte bytes) => Unsafe.ReadUnaligned<float>(in bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Load<TFloat, TDouble>(ref readonly byte bytes)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble> => TFloat.Load(ref Unsafe.As<byte, float>(ref Unsafe.AsRef(in bytes)));
}
