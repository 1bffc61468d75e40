using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace XentStream.Pipeline.Joining.Storing;

/// <summary>Reads what <see cref="StateWriter"/> has written. Its bytes are known to be whole before the first of them is believed.</summary>
internal sealed class StateReader(Stream stream)
{
    /// <summary>Whether a digest is that of the bytes before it. The stream is at its begin afterwards.</summary>
    public static bool IsWhole(Stream stream)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        stream.Position = 0;
        for (var left = stream.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var length = stream.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)), 1, throwOnEndOfStream: true);
            digest.AppendData(buffer, 0, length);
            left -= length;
        }

        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        var isWhole = stream.ReadAtLeast(written, written.Length, throwOnEndOfStream: false) == written.Length && digest.GetHashAndReset().AsSpan().SequenceEqual(written);
        stream.Position = 0;
        return isWhole;
    }

    /// <summary>Reads a number.</summary>
    public long ReadLong()
    {
        Span<long> number = stackalloc long[1];
        Read(number);
        return number[0];
    }

    /// <summary>Reads a number that is an int.</summary>
    public int ReadInt() => checked((int)ReadLong());

    /// <summary>Reads a text.</summary>
    public string ReadText()
    {
        var bytes = new byte[ReadInt()];
        Read<byte>(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads so many values.</summary>
    public void Read<T>(Span<T> values)
        where T : unmanaged => stream.ReadExactly(MemoryMarshal.AsBytes(values));
}
