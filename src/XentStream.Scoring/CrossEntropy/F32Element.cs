using System.Buffers.Binary;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Scores of type F32.</summary>
internal readonly struct F32Element : IScoreElement
{
    public static int Size => sizeof(float);

    public static double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleLittleEndian(bytes);
}
