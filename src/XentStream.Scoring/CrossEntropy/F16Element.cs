using System.Buffers.Binary;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Scores of type F16.</summary>
internal readonly struct F16Element : IScoreElement
{
    public static int Size => sizeof(ushort);

    // As HalfBits tells; the platform's conversion takes several times as long.
    public static double Read(ReadOnlySpan<byte> bytes)
    {
        uint bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var magnitude = bits & HalfBits.Magnitude;
        var number = BitConverter.UInt32BitsToSingle(magnitude << 13);
        number = magnitude < HalfBits.SmallestInfinite ? number * HalfBits.Scale : BitConverter.UInt32BitsToSingle((magnitude << 13) | HalfBits.Infinity);
        return BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(number) | ((bits & HalfBits.Sign) << 16));
    }
}
