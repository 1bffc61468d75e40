using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Scoring.Diagnosis;

/// <summary>What <see cref="CountedNames"/> does, of a sample of up to 32 rows, which are a byte each of one vector: a mask is one comparison, and the rows of all names are counted at once.</summary>
internal static class SmallSample
{
    /// <summary>The most rows.</summary>
    public const int MaxRows = 2 * PackedClasses.RowsOfWord;

    private const int BitsOfName = PackedClasses.BitsOfClass;
    private const int LastName = CountedNames.MaxClasses - 1;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx2.IsSupported && Bmi2.X64.IsSupported;

    /// <summary>What the names that the first half of each class's rows chooses do to the second half.</summary>
    /// <param name="labels">The labels, sixteen in a number.</param>
    /// <param name="areScored">A bit in four for each row that is scored.</param>
    /// <param name="tops">The predictions, likewise.</param>
    /// <param name="classes">How many classes there are.</param>
    // By itself, so that its masks stay in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static NameGain Judge((ulong First, ulong Second) labels, (ulong First, ulong Second) areScored, (ulong First, ulong Second) tops, int classes)
    {
        Span<uint> masks = stackalloc uint[CountedNames.MaxClasses];
        var (rowLabels, rowTops, scored) = (Unpack(labels), Unpack(tops), MaskOf(Unpack(areScored), 1));
        var (lower, upper) = (MasksFrom(rowTops, 0), MasksFrom(rowTops, Vector256<uint>.Count));
        lower.CopyTo(masks);
        upper.CopyTo(masks[Vector256<uint>.Count..]);
        var (renamed, kept, judged) = (0, 0, 0);
        for (var label = 0; label < classes; label++)
        {
            var all = MaskOf(rowLabels, label) & scored;
            var rows = BitOperations.PopCount(all);
            var first = (uint)Bmi2.X64.ParallelBitDeposit((1UL << (rows / 2)) - 1, all);
            var name = MostCommon(lower, upper, first);

            // All bits are set where another name was chosen.
            var other = -((name != label) & (rows > 1) ? 1 : 0);
            renamed += other & BitOperations.PopCount((all ^ first) & masks[name]);
            kept += other & BitOperations.PopCount((all ^ first) & masks[label]);
            judged += rows - (rows / 2);
        }

        return new NameGain(renamed, kept, judged);
    }

    // Of names that are equally common the lowest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MostCommon(Vector256<uint> lower, Vector256<uint> upper, uint rows)
    {
        var some = Vector256.Create(rows);
        var ofLower = (CountOf(lower & some) << BitsOfName) + Vector256.Create(15, 14, 13, 12, 11, 10, 9, 8);
        var ofUpper = (CountOf(upper & some) << BitsOfName) + Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0);
        var most = Vector256.Max(ofLower, ofUpper);
        var half = Vector128.Max(most.GetLower(), most.GetUpper());
        half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(1, 0, 3, 2)));
        return LastName - (half.ToScalar() & LastName);
    }

    // How many bits of each lane are set: by halves of bytes, which are looked up, and summed up by twos.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> CountOf(Vector256<uint> lanes)
    {
        var counts = Vector256.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        var half = Vector256.Create((byte)0x0F);
        var ofBytes = Avx2.Shuffle(counts, lanes.AsByte() & half) + Avx2.Shuffle(counts, (lanes >> 4).AsByte() & half);
        return Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(ofBytes, Vector256<sbyte>.One), Vector256<short>.One);
    }

    private static Vector256<uint> MasksFrom(Vector256<byte> rows, int name) => Vector256.Create(
        MaskOf(rows, name), MaskOf(rows, name + 1), MaskOf(rows, name + 2), MaskOf(rows, name + 3), MaskOf(rows, name + 4), MaskOf(rows, name + 5), MaskOf(rows, name + 6), MaskOf(rows, name + 7));

    private static uint MaskOf(Vector256<byte> rows, int one) => Vector256.Equals(rows, Vector256.Create((byte)one)).ExtractMostSignificantBits();

    // A byte for each four bits: the upper four of each byte go to the byte behind it.
    private static Vector256<byte> Unpack((ulong First, ulong Second) words)
    {
        var pairs = Avx2.ConvertToVector256Int16(Vector128.Create(words.First, words.Second).AsByte());
        return (pairs | (pairs << PackedClasses.BitsOfClass)).AsByte() & Vector256.Create((byte)0x0F);
    }
}
