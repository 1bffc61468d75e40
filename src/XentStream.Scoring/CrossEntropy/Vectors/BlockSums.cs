using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The exact sums over a block whose rows are all scored, and its bins of confidence.</summary>
/// <remarks>
/// A place of a bin holds, in one number of 64 bits, Σ confidence in units of 2^-42, the count of rows from bit 48 on, and the count of hits from bit 56 on. A
/// bin has eight places, so that neighbouring rows need not wait for each other, and each takes at most 32 of the 256 rows.
/// </remarks>
internal sealed class BlockSums
{
    /// <summary>Places of a bin.</summary>
    public const int Places = 8;

    /// <summary>Bits behind the point of a confidence.</summary>
    public const int ConfidenceBits = 42;

    private const int AllPlaces = (CalibrationBin.Count + 1) * Places;
    private const int RowsShift = 48;
    private const int HitsShift = 56;
    private const long CountMask = 0xFF;
    private const double UnitOfConfidence = 1.0 / (1L << ConfidenceBits);

    /// <summary>One row in a place.</summary>
    public const long OneRow = 1L << RowsShift;

    /// <summary>One hit in a place.</summary>
    public const long OneHit = 1L << HitsShift;

    private readonly Column<long> places = new(AllPlaces);

    /// <summary>Which place a row adds to.</summary>
    public Column<long> Place { get; } = new(RowBlock.MaxRows);

    /// <summary>What it adds.</summary>
    public Column<long> Added { get; } = new(RowBlock.MaxRows);

    /// <summary>Σ L, in multiples of 2^-32 and what is left of them.</summary>
    public (double Upper, double Lower) Loss { get; set; }

    /// <summary>The sum of the Brier scores.</summary>
    public double Brier { get; set; }

    /// <summary>The sum of the entropies.</summary>
    public double Entropy { get; set; }

    /// <summary>Whether no loss is so small that <see cref="Loss"/> misses something of it.</summary>
    public bool HasAllOfLoss { get; set; }

    /// <summary>Fills the bins with the rows that are not ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillBins(RowBlock block, int rows)
    {
        for (var row = block.NextGap(0, rows); row < rows; row = block.NextGap(row + 1, rows))
        {
            Added[row] = 0;
        }

        places.First(AllPlaces).Clear();
        ref var place = ref Place[0];
        ref var added = ref Added[0];
        ref var bins = ref places[0];
        for (nint row = 0; row < rows; row++)
        {
            // A mask in place of a check: no number here is outside, and none may be.
            Unsafe.Add(ref bins, (nint)(Unsafe.Add(ref place, row) & (AllPlaces - 1))) += Unsafe.Add(ref added, row);
        }
    }

    /// <summary>A bin: its rows, its hits, and the sum of their confidences, which is exact.</summary>
    public (long Rows, long Hits, double Confidence) BinAt(int bin)
    {
        ref var first = ref places[bin * Places];
        var (lower, upper) = (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, Places / 2));
        var units = (lower & Vector256.Create(OneRow - 1)) + (upper & Vector256.Create(OneRow - 1));
        var counts = (lower >>> RowsShift) + (upper >>> RowsShift);
        var rows = Vector256.Sum(counts & Vector256.Create(CountMask));
        return (rows, Vector256.Sum(counts >>> (HitsShift - RowsShift)), Vector256.Sum(units) * UnitOfConfidence);
    }
}
