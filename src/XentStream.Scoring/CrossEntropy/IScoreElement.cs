namespace XentStream.Scoring.CrossEntropy;

/// <summary>How a score is read from its bytes: the arithmetic that is plugged into the one row loop.</summary>
internal interface IScoreElement
{
    /// <summary>Bytes of one score.</summary>
    static abstract int Size { get; }

    /// <summary>The score that begins the span, widened to double without loss.</summary>
    static abstract double Read(ReadOnlySpan<byte> bytes);
}
