using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Scores of type F32.</summary>
internal readonly struct F32Vector : IScoreVector
{
    public static int Size => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(ref byte bytes) => Unsafe.ReadUnaligned<float>(ref bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref byte bytes) => Unsafe.ReadUnaligned<Vector512<float>>(ref bytes);
}
