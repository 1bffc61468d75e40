using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Asks for memory before it is needed: exponentials and reads from memory cost about the same, so they have to overlap.</summary>
internal static class Prefetch
{
    /// <summary>What is fetched at a time.</summary>
    public const int LineBytes = 64;

    private const int BytesAhead = 2048;

    /// <summary>Asks for the cache line some way ahead. It is a hint: an address behind the data does no harm, and nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Ahead(ref byte data)
    {
        // The only pointer of this project: the instruction takes no other address. It never leaves this line, so nothing needs to be pinned.
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref data) + BytesAhead);
        }
    }
}
