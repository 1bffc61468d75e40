using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Which rows of a batch are scored and wrong: a bit for each, which the kernel's columns give for next to nothing, and which they do not hold beyond their block.</summary>
internal sealed class WrongRows
{
    private const int RowsOfWord = 64;
    private const int WordsOfBlock = RowBlock.MaxRows / RowsOfWord;

    private ulong[] words = new ulong[WordsOfBlock];
    private int count;

    /// <summary>Takes the rows of a block, of which the first one begins anew.</summary>
    public void Add(RowBlock block, long first, int rows)
    {
        var taken = Next(first);
        AddAbove(block.Rank.First(RowBlock.MaxRows), 0, taken);
        if (block.Ignored > 0)
        {
            Span<ulong> areScored = stackalloc ulong[WordsOfBlock];
            AddAbove(block.Label.First(RowBlock.MaxRows), RowBlock.IgnoredLabel, areScored);
            for (var word = 0; word < WordsOfBlock; word++)
            {
                taken[word] &= areScored[word];
            }
        }

        // What is behind the last row is no row.
        for (var word = rows / RowsOfWord; word < WordsOfBlock; word++)
        {
            taken[word] &= word == rows / RowsOfWord ? (1UL << (rows % RowsOfWord)) - 1 : 0;
        }
    }

    /// <summary>Takes the rows of a block that were scored one by one.</summary>
    public void Add(ReadOnlySpan<RowResult> results, long first)
    {
        var taken = Next(first);
        for (var row = 0; row < results.Length; row++)
        {
            var isWrong = results[row] is { Outcome: RowOutcome.Scored, Rank: > 0 };
            taken[row / RowsOfWord] |= (isWrong ? 1UL : 0) << (row % RowsOfWord);
        }
    }

    /// <summary>Some of the wrong rows, by their places among all of these.</summary>
    /// <param name="places">The places, ascending, in units of 2^-64 of all.</param>
    /// <param name="wrong">How many are wrong.</param>
    /// <param name="rows">Takes the rows.</param>
    /// <returns>How many were taken.</returns>
    public int Take(ReadOnlySpan<ulong> places, long wrong, Span<int> rows)
    {
        var (word, before, taken) = (0, 0L, 0);
        foreach (var place in places)
        {
            var number = RowSample.RowOf(place, wrong);
            while (word < count && before + BitOperations.PopCount(words[word]) <= number)
            {
                before += BitOperations.PopCount(words[word++]);
            }

            if (word == count)
            {
                break;
            }

            rows[taken++] = (word * RowsOfWord) + PlaceOf(words[word], (int)(number - before));
        }

        return taken;
    }

    // A loop of its own, over a column in vectors.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddAbove(ReadOnlySpan<int> column, int number, Span<ulong> bits)
    {
        var vectors = MemoryMarshal.Cast<int, Vector512<int>>(column);
        for (var word = 0; word < bits.Length && (4 * word) + 3 < vectors.Length; word++)
        {
            bits[word] = Above(vectors[4 * word], number) | (Above(vectors[(4 * word) + 1], number) << 16) | (Above(vectors[(4 * word) + 2], number) << 32) | (Above(vectors[(4 * word) + 3], number) << 48);
        }
    }

    private static ulong Above(Vector512<int> numbers, int number) => Vector512.GreaterThan(numbers, Vector512.Create(number)).ExtractMostSignificantBits();

    // Where a bit is that has so many below it.
    private static int PlaceOf(ulong word, int number)
    {
        if (Bmi2.X64.IsSupported)
        {
            return BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << number, word));
        }

        for (; number > 0; number--)
        {
            word &= word - 1;
        }

        return BitOperations.TrailingZeroCount(word);
    }

    private Span<ulong> Next(long first)
    {
        var from = (int)(first / RowsOfWord);
        count = from + WordsOfBlock;
        if (count > words.Length)
        {
            Array.Resize(ref words, count * 2);
        }

        var taken = words.AsSpan(from, WordsOfBlock);
        taken.Clear();
        return taken;
    }
}
