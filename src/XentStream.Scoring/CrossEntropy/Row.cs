namespace XentStream.Scoring.CrossEntropy;

/// <summary>The scores of one row, in place.</summary>
/// <param name="bytes">The bytes from the first class on.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="stride">Elements from one class to the next.</param>
internal readonly ref struct Row<TElement>(ReadOnlySpan<byte> bytes, int classes, int stride)
    where TElement : struct, IScoreElement
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly int step = stride * TElement.Size;

    public int Classes { get; } = classes;

    public double this[int c] => TElement.Read(bytes[(c * step)..]);
}
