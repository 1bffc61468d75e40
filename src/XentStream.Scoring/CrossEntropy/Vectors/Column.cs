using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>A column of numbers that begins at a cache line: a vector of 512 bits that crosses a line costs twice as much, and in a common array each one would.</summary>
internal readonly struct Column<T>
    where T : unmanaged
{
    private const int LineBytes = Prefetch.LineBytes;

    private readonly T[] numbers;
    private readonly int start;

    /// <summary>Makes room. It stays where it is, in the heap of pinned objects.</summary>
    public Column(int count)
    {
        numbers = GC.AllocateArray<T>(count + (LineBytes / Unsafe.SizeOf<T>()), pinned: true);
        var misplaced = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0) % LineBytes);
        start = (LineBytes - misplaced) % LineBytes / Unsafe.SizeOf<T>();
    }

    /// <summary>A place of the column.</summary>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref numbers[start + index];
    }

    /// <summary>A place, without a check: for the loops over a block, which end where all its columns do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(numbers), start + index);

    /// <summary>The first numbers.</summary>
    public Span<T> First(int count) => numbers.AsSpan(start, count);
}
