using System.Buffers.Binary;

namespace XentStream.Kafka.Tests.Broker;

/// <summary>The record sets of a segment on a broker's disk, by their headers (<see href="https://kafka.apache.org/documentation/#recordbatch"/>).</summary>
internal static class RecordSets
{
    // What stands before the bytes that the length counts: the base offset and the length itself.
    private const int BeforeLength = 12;
    private const int LastOffsetDelta = 23;

    /// <summary>Each set: its first offset, the offset behind its last, and where its bytes begin and end in the file.</summary>
    public static List<(long From, long To, int Begin, int End)> Read(ReadOnlySpan<byte> segment)
    {
        var sets = new List<(long From, long To, int Begin, int End)>();
        for (var begin = 0; begin + BeforeLength < segment.Length;)
        {
            var set = segment[begin..];
            var from = BinaryPrimitives.ReadInt64BigEndian(set);
            var end = begin + BeforeLength + BinaryPrimitives.ReadInt32BigEndian(set[8..]);
            sets.Add((from, from + BinaryPrimitives.ReadInt32BigEndian(set[LastOffsetDelta..]) + 1, begin, end));
            begin = end;
        }

        return sets;
    }
}
