using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>The exact sums over a block whose rows are all scored, and its bins of confidence.</summary>
/// <remarks>
/// A place of a bin holds, in one number of 64 bits, Σ confidence in units of 2^-42, the count of rows from bit 50 on, and the count of hits from bit 57 on. A
/// bin has eight places, so that neighbouring rows need not wait for each other. Of a block each takes at most 32 of the 256 rows, so there is room for three blocks.
/// </remarks>
internal sealed class BlockSums
{
    /// <summary>The bits of a place within its bin.</summary>
    public const int PlaceBits = 3;

    /// <summary>Places of a bin.</summary>
    public const int Places = 1 << PlaceBits;

    /// <summary>Bits behind the point of a confidence.</summary>
    public const int ConfidenceBits = 42;

    /// <summary>The bits of a bin's first place. A confidence of 1 comes into one behind the last bin.</summary>
    public const long BinMask = AllPlaces - Places;

    private const int AllPlaces = (CalibrationBin.Count + 1) * Places;
    private const int MostBlocks = 3;
    private const int RowsShift = 50;
    private const int HitsShift = 57;
    private const long CountMask = 0x7F;

    /// <summary>One row in a place.</summary>
    public const long OneRow = 1L << RowsShift;

    /// <summary>One hit in a place.</summary>
    public const long OneHit = 1L << HitsShift;

    private readonly Column<long> places = new(byte.MaxValue + 1);
    private int blocks;

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

    /// <summary>Whether the bins have no room for another block.</summary>
    public bool AreBinsFull => blocks == MostBlocks;

    /// <summary>Empties the bins.</summary>
    public void ClearBins()
    {
        if (blocks > 0)
        {
            places.First(AllPlaces).Clear();
            blocks = 0;
        }
    }

    /// <summary>Adds the rows of a block that are not ignored to the bins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillBins(RowBlock block, int rows)
    {
        foreach (var row in block.Gaps)
        {
            Added[row] = 0;
        }

        // A place is read as a byte, and there are as many places as bytes: no check is needed. Four at a time: the counting of rows would cost as much as the adding.
        blocks++;
        ref var place = ref Unsafe.As<long, byte>(ref Place[0]);
        ref var added = ref Added[0];
        ref var bins = ref places[0];
        for (nint row = 0; row < rows; row += 4)
        {
            Unsafe.Add(ref bins, (nint)Unsafe.Add(ref place, row * sizeof(long))) += Unsafe.Add(ref added, row);
            Unsafe.Add(ref bins, (nint)Unsafe.Add(ref place, (row + 1) * sizeof(long))) += Unsafe.Add(ref added, row + 1);
            Unsafe.Add(ref bins, (nint)Unsafe.Add(ref place, (row + 2) * sizeof(long))) += Unsafe.Add(ref added, row + 2);
            Unsafe.Add(ref bins, (nint)Unsafe.Add(ref place, (row + 3) * sizeof(long))) += Unsafe.Add(ref added, row + 3);
        }
    }

    /// <summary>A bin: its rows, its hits, and the sum of their confidences in units of 2^-42, which is exact.</summary>
    public (long Rows, long Hits, long Confidence) BinAt(int bin)
    {
        ref var first = ref places[bin * Places];
        var (lower, upper) = (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, Places / 2));
        if (bin == CalibrationBin.Count - 1)
        {
            lower += Vector256.LoadUnsafe(ref first, Places);
            upper += Vector256.LoadUnsafe(ref first, Places + (Places / 2));
        }

        var units = (lower & Vector256.Create(OneRow - 1)) + (upper & Vector256.Create(OneRow - 1));
        var rows = ((lower >>> RowsShift) & Vector256.Create(CountMask)) + ((upper >>> RowsShift) & Vector256.Create(CountMask));
        return (Vector256.Sum(rows), Vector256.Sum((lower >>> HitsShift) + (upper >>> HitsShift)), Vector256.Sum(units));
    }
}
