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

    /// <summary>How many classes stand before a class: higher scores, and equal ones of a lower index.</summary>
    public int RankOf(int label)
    {
        var labelScore = this[label];
        var rank = 0;
        for (var c = 0; c < Classes; c++)
        {
            var score = this[c];
            rank += score > labelScore || (score == labelScore && c < label) ? 1 : 0;
        }

        return rank;
    }
}
