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
    public static long At(long turn, long rows) => (long)Math.BigMul((ulong)turn * GoldenRatio, (ulong)rows, out _);
}
