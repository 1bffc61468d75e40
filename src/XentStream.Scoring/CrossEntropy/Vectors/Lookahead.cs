using System.Runtime.CompilerServices;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The memory that will be needed next but one, asked for line by line while something is computed: many requests at once would wait for each other.</summary>
internal readonly ref struct Lookahead
{
    private readonly ref byte data;
    private readonly nint distance;

    /// <summary>Looks ahead from rows on that are in the cache by now.</summary>
    /// <param name="data">The first of sixteen rows.</param>
    /// <param name="length">Their bytes.</param>
    public Lookahead(ref byte data, int length)
    {
        this.data = ref data;
        distance = Math.Max(2 * length, Prefetch.BytesAhead);
    }

    /// <summary>Asks for a line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(nint line) => Prefetch.Ahead(ref data, distance + (line * Prefetch.LineBytes));
}
