using System.Runtime.InteropServices;

namespace XentStream.Scoring.Tests.Bits;

/// <summary>Memory between two pages that fault: whoever reads a byte too far ends the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int PageSize = 4096;
    private const int Readable = 1 | 2;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* start;
    private readonly int length;

    /// <summary>Maps room for at least so many bytes.</summary>
    public GuardedMemory(int bytes)
    {
        length = (bytes + PageSize - 1) / PageSize * PageSize;
        start = (byte*)Map(0, (nuint)(length + (2 * PageSize)), 0, PrivateAnonymous, -1, 0);
        Assert.Equal(0, Protect(start + PageSize, (nuint)length, Readable));
    }

    /// <summary>A copy of bytes that ends where the page behind begins.</summary>
    public ReadOnlySpan<byte> AtTheEnd(ReadOnlySpan<byte> bytes) => Place(bytes, length - bytes.Length);

    /// <summary>A copy of bytes that begins where the page before ends.</summary>
    public ReadOnlySpan<byte> AtTheBegin(ReadOnlySpan<byte> bytes) => Place(bytes, 0);

    public void Dispose() => _ = Unmap(start, (nuint)(length + (2 * PageSize)));

    private ReadOnlySpan<byte> Place(ReadOnlySpan<byte> bytes, int offset)
    {
        var place = new Span<byte>(start + PageSize + offset, bytes.Length);
        bytes.CopyTo(place);
        return place;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* address, nuint length);
}
