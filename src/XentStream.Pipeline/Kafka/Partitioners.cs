using System.Buffers.Binary;

namespace XentStream.Pipeline.Kafka;

/// <summary>Where the usual partitioners put a key. Clients differ in their defaults, and then records of one key are in different partitions of two topics.</summary>
internal static class Partitioners
{
    /// <summary>Their names, as librdkafka's setting <c>partitioner</c> has them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["murmur2", "consistent (CRC32)", "fnv1a"];

    /// <summary>The partition in which a partitioner puts a key.</summary>
    public static int PartitionOf(int partitioner, ReadOnlySpan<byte> key, int partitions) => partitioner switch
    {
        0 => (Murmur2(key) & int.MaxValue) % partitions,
        1 => (int)(Crc32(key) % (uint)partitions),
        _ => (int)(AbsoluteOf(Fnv1A(key)) % (uint)partitions),
    };

    /// <summary>The hash of Java's default partitioner: <see href="https://github.com/aappleby/smhasher/blob/master/src/MurmurHash2.cpp"/> with the seed 0x9747B28C.</summary>
    public static int Murmur2(ReadOnlySpan<byte> key)
    {
        const uint M = 0x5BD1E995;
        var hash = 0x9747B28C ^ (uint)key.Length;
        for (; key.Length >= sizeof(uint); key = key[sizeof(uint)..])
        {
            var k = BinaryPrimitives.ReadUInt32LittleEndian(key) * M;
            k ^= k >> 24;
            hash = (hash * M) ^ (k * M);
        }

        if (key.Length > 0)
        {
            hash ^= key.Length > 2 ? (uint)key[2] << 16 : 0;
            hash ^= key.Length > 1 ? (uint)key[1] << 8 : 0;
            hash = (hash ^ key[0]) * M;
        }

        hash = (hash ^ (hash >> 13)) * M;
        return (int)(hash ^ (hash >> 15));
    }

    /// <summary>The hash of librdkafka's default partitioner, which is zlib's. Only few keys are looked at, so it needs no table.</summary>
    public static uint Crc32(ReadOnlySpan<byte> key)
    {
        var crc = uint.MaxValue;
        foreach (var next in key)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
            }
        }

        return ~crc;
    }

    /// <summary>The hash of Sarama's default partitioner, 32-bit FNV-1a.</summary>
    public static uint Fnv1A(ReadOnlySpan<byte> key)
    {
        var hash = 0x811C9DC5;
        foreach (var next in key)
        {
            hash = (hash ^ next) * 0x01000193;
        }

        return hash;
    }

    // Sarama takes the hash as a signed number.
    private static uint AbsoluteOf(uint hash) => (int)hash < 0 ? (uint)-(int)hash : hash;
}
