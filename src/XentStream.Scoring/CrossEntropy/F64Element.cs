using System.Buffers.Binary;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Scores of type F64.</summary>
internal readonly struct F64Element : IScoreElement
{
    public static int Size => sizeof(double);

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}
