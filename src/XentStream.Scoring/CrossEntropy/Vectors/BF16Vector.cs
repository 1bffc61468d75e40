using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Scores of type BF16, the upper half of an F32.</summary>
internal readonly struct BF16Vector : IScoreVector
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(ref byte bytes) => BitConverter.Int32BitsToSingle(Unsafe.ReadUnaligned<ushort>(ref bytes) << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref byte bytes)
    {
        var (lower, upper) = Vector256.Widen(Unsafe.ReadUnaligned<Vector256<ushort>>(ref bytes));
        return (Vector512.Create(lower, upper) << 16).AsSingle();
    }
}
