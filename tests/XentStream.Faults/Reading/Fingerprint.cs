using System.Security.Cryptography;
using Confluent.Kafka;

namespace XentStream.Faults.Reading;

/// <summary>Bytes in short, to be compared later without being kept.</summary>
internal static class Fingerprint
{
    /// <summary>Of key, value and the first so many headers; nothing is told apart from empty.</summary>
    public static ulong Of(Message<byte[]?, byte[]?> message, int headers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, message.Key);
        Append(hash, message.Value);
        for (var i = 0; i < Math.Min(headers, message.Headers.Count); i++)
        {
            Append(hash, System.Text.Encoding.UTF8.GetBytes(message.Headers[i].Key));
            Append(hash, message.Headers[i].GetValueBytes());
        }

        return BitConverter.ToUInt64(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, byte[]? bytes)
    {
        hash.AppendData(BitConverter.GetBytes(bytes?.Length ?? -1));
        hash.AppendData(bytes ?? []);
    }
}
