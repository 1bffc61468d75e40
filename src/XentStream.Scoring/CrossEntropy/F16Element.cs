using System.Buffers.Binary;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Scores of type F16.</summary>
internal readonly struct F16Element : IScoreElement
{
    public static int Size => sizeof(ushort);

    public static double Read(ReadOnlySpan<byte> bytes) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes);
}
