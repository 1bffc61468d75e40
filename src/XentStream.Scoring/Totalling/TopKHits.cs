namespace XentStream.Scoring.Totalling;

/// <summary>For how many rows the label is among the k highest scores.</summary>
/// <param name="K">1 for accuracy, or another declared k.</param>
/// <param name="Rows">The rows for which that was counted: all scored rows of the contracts that declare this k.</param>
/// <param name="Hits">The rows among them whose label ranks before k.</param>
public readonly record struct TopKHits(int K, long Rows, long Hits)
{
    /// <summary>Hits / rows, or null without rows.</summary>
    public double? Accuracy => Rows == 0 ? null : (double)Hits / Rows;
}
