namespace XentStream.Scoring.Diagnosis;

/// <summary>Some lines of a tensor, one behind the other, as doubles.</summary>
/// <param name="first">The number of the first line in the tensor.</param>
/// <param name="numbers">The numbers of the lines.</param>
/// <param name="length">How many numbers a line has, 1 at least.</param>
internal readonly ref struct LineBlock(long first, ReadOnlySpan<double> numbers, int length)
{
    /// <summary>The numbers of all lines.</summary>
    public ReadOnlySpan<double> Numbers { get; } = numbers;

    /// <summary>The number of the first line in the tensor.</summary>
    public long First { get; } = first;

    /// <summary>How many lines there are.</summary>
    public int Count { get; } = numbers.Length / length;

    /// <summary>A line, counted from the first one of the block.</summary>
    public ReadOnlySpan<double> this[int line] => Numbers.Slice(line * length, length);
}
