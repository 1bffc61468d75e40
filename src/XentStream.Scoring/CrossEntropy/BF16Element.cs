using System.Buffers.Binary;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Scores of type BF16: the upper half of a binary32.</summary>
internal readonly struct BF16Element : IScoreElement
{
    public static int Size => sizeof(ushort);

    public static double Read(ReadOnlySpan<byte> bytes) => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16);
}
