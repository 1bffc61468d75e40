namespace XentStream.Scoring.Diagnosis;

/// <summary>
/// Rows to look at in place of all: the fractional parts of multiples of the golden ratio, which are spread evenly and which no period of labels meets. They depend on nothing but the number of
/// rows, so that a replay says the same.
/// </summary>
internal static class RowSample
{
    // (√5 − 1) / 2 in units of 2^-64; the fractional part of a product is what does not overflow.
    private const ulong GoldenRatio = 0x9E37_79B9_7F4A_7C15;

    /// <summary>A row of a sample.</summary>
    /// <param name="turn">Which row of the sample it is.</param>
    /// <param name="rows">How many rows there are.</param>
    public static long At(long turn, long rows) => RowOf((ulong)turn * GoldenRatio, rows);

    /// <summary>A row by its place.</summary>
    /// <param name="place">Where it is, in units of 2^-64 of all rows.</param>
    /// <param name="rows">How many rows there are.</param>
    public static long RowOf(ulong place, long rows) => (long)Math.BigMul(place, (ulong)rows, out _);

    /// <summary>The places of several turns, ascending: whatever the number of rows, that is the order of the rows.</summary>
    /// <param name="turn">The first turn.</param>
    /// <param name="count">How many turns.</param>
    public static ulong[] Sorted(long turn, int count)
    {
        var places = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            places[i] = (ulong)(turn + i) * GoldenRatio;
        }

        Array.Sort(places);
        return places;
    }
}
