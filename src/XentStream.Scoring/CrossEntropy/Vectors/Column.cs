using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>A column of numbers that begins at a cache line: a vector of 512 bits that crosses a line costs twice as much, and in a common array each one would.</summary>
internal readonly unsafe struct Column<T>
    where T : unmanaged
{
    private const int LineBytes = Prefetch.LineBytes;

    private readonly T[] numbers;
    private readonly int start;

    // Into the pinned array above: rows of few classes touch their columns so often that finding a place by array, start and check costs as much as the arithmetic.
    private readonly T* first;

    /// <summary>Makes room. It stays where it is, in the heap of pinned objects.</summary>
    public Column(int count)
    {
        numbers = GC.AllocateArray<T>(count + (LineBytes / sizeof(T)), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0);
        start = (LineBytes - (int)(address % LineBytes)) % LineBytes / sizeof(T);
        first = (T*)address + start;
    }

    /// <summary>A place of the column.</summary>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref numbers[start + index];
    }

    /// <summary>A place, without a check: for the loops over a block of rows, which end where all its columns do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(nint index) => ref first[index];

    /// <summary>The first numbers.</summary>
    public Span<T> First(int count) => numbers.AsSpan(start, count);
}
