using System.Numerics;
using System.Runtime.InteropServices;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Sorts a few dozens of numbers: each goes to the place that is as many as there are smaller ones, which vectors count, and no branch depends on a number.</summary>
internal static class SmallSort
{
    // Of more, a sort that compares each with some of the others is faster.
    private const int Most = 128;

    /// <summary>Sorts numbers, ascending. None is the smallest number of its type.</summary>
    public static void Sort(Span<long> numbers)
    {
        if (numbers.Length > Most)
        {
            numbers.Sort();
            return;
        }

        Span<long> sorted = stackalloc long[Most];
        sorted = sorted[..numbers.Length];
        sorted.Fill(long.MinValue);
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(numbers);
        var rest = numbers[(vectors.Length * Vector<long>.Count)..];
        foreach (var number in numbers)
        {
            sorted[CountBelow(number, vectors, rest)] = number;
        }

        // Equal ones went to the same place, and leave as many free behind it.
        for (var i = 1; i < sorted.Length; i++)
        {
            sorted[i] = Math.Max(sorted[i], sorted[i - 1]);
        }

        sorted.CopyTo(numbers);
    }

    private static int CountBelow(long number, ReadOnlySpan<Vector<long>> vectors, ReadOnlySpan<long> rest)
    {
        // A lane that is smaller is -1.
        var below = Vector<long>.Zero;
        foreach (var vector in vectors)
        {
            below -= Vector.LessThan(vector, new Vector<long>(number));
        }

        var count = (int)Vector.Sum(below);
        foreach (var other in rest)
        {
            count += other < number ? 1 : 0;
        }

        return count;
    }
}
