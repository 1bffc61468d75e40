using XentStream.Pipeline.Recording;

namespace XentStream.Comparing;

/// <summary>What is told of a window that differs.</summary>
/// <param name="Scored">Records that were scored.</param>
/// <param name="Warned">Records that were scored with a warning.</param>
/// <param name="Rejected">Records that were rejected.</param>
/// <param name="Rows">Rows that were scored.</param>
/// <param name="MeanLoss">Their weighted mean loss in nats, or null.</param>
internal sealed record WindowSketch(long Scored, long Warned, long Rejected, long Rows, double? MeanLoss)
{
    /// <summary>All records.</summary>
    public long Records => Scored + Warned + Rejected;

    public static WindowSketch Of(WindowFigures figures) => new(figures.Scored, figures.Warned, figures.Rejected, figures.Totals.Scored, figures.Totals.WeightedMean);
}
