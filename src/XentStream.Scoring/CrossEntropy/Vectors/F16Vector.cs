using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Scores of type F16.</summary>
/// <remarks>
/// The exponent and the fraction are moved to their places in an F32, where the value stands 2^-112 too small, subnormal ones included; a multiplication by
/// 2^112 is then exact. Infinity and NaN have the largest exponent of an F16, and are given that of an F32. (The platform converts one at a time, eight times
/// as slow.)
/// </remarks>
internal readonly struct F16Vector : IScoreVector
{
    // 2^112.
    private const float Scale = 5.192296858534828e33f;
    private const uint Magnitude = 0x7FFF;
    private const uint SmallestInfinite = 0x7C00;

    public static int Size => sizeof(ushort);

    public static float LoadOne(ref byte bytes) => (float)BitConverter.UInt16BitsToHalf(Unsafe.ReadUnaligned<ushort>(ref bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref byte bytes)
    {
        var (lower, upper) = Vector256.Widen(Unsafe.ReadUnaligned<Vector256<ushort>>(ref bytes));
        var bits = Vector512.Create(lower, upper);
        var magnitude = bits & Vector512.Create(Magnitude);
        var finite = ((magnitude << 13).AsSingle() * Vector512.Create(Scale)).AsUInt32();
        var infinite = (magnitude << 13) | Vector512.Create(0x7F800000u);
        var isInfinite = Vector512.GreaterThanOrEqual(magnitude, Vector512.Create(SmallestInfinite));
        return (Vector512.ConditionalSelect(isInfinite, infinite, finite) | ((bits & Vector512.Create(0x8000u)) << 16)).AsSingle();
    }
}
