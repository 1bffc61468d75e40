using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Asks for memory before it is needed: exponentials and reads from memory cost about the same, so they have to overlap.</summary>
internal static class Prefetch
{
    /// <summary>What is fetched at a time.</summary>
    public const int LineBytes = 64;

    /// <summary>How far ahead memory is asked for.</summary>
    public const int BytesAhead = 4096;

    /// <summary>Asks for the cache line some way ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ahead(ref byte data) => Ahead(ref data, BytesAhead);

    /// <summary>Asks for the cache line so many bytes ahead. It is a hint: an address behind the data does no harm, and nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ahead(ref byte data, nint bytes)
    {
        // The instruction takes no other address than a pointer. It never leaves this line, so nothing needs to be pinned.
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref data) + bytes);
        }
    }

    /// <summary>Asks for the lines some way ahead of rows.</summary>
    /// <param name="rows">The rows, and whatever is behind them.</param>
    /// <param name="length">Their bytes.</param>
    public static void Rows(ReadOnlySpan<byte> rows, int length)
    {
        for (var line = 0; line < length; line += LineBytes)
        {
            Ahead(ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), line));
        }
    }
}
