using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace XentStream.Pipeline.Joining.Storing;

/// <summary>Writes what a join knows, as bytes of this processor's order, with a digest behind them.</summary>
internal sealed class StateWriter(Stream stream) : IDisposable
{
    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[1 << 16];
    private int used;

    /// <summary>Writes a number.</summary>
    public void Write(long number) => Write<long>([number]);

    /// <summary>Writes a text.</summary>
    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.Length);
        Write<byte>(bytes);
    }

    /// <summary>Writes values without their number.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Length > buffer.Length - used)
        {
            Flush();
        }

        if (bytes.Length > buffer.Length)
        {
            Put(bytes);
            return;
        }

        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    /// <summary>Writes the digest: what is there is whole.</summary>
    public void End()
    {
        Flush();
        stream.Write(digest.GetHashAndReset());
    }

    public void Dispose() => digest.Dispose();

    private void Flush()
    {
        Put(buffer.AsSpan(0, used));
        used = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        digest.AppendData(bytes);
        stream.Write(bytes);
    }
}
