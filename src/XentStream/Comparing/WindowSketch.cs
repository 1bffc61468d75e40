using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;

namespace XentStream.Comparing;

/// <summary>What is told of a window that differs.</summary>
/// <param name="Scored">Records that were scored.</param>
/// <param name="Warned">Records that were scored with a warning.</param>
/// <param name="Rejected">Records that were rejected.</param>
/// <param name="Rows">Rows that were scored.</param>
/// <param name="MeanLoss">Their weighted mean loss in nats, or null.</param>
internal sealed record WindowSketch(long Scored, long Warned, long Rejected, long Rows, double? MeanLoss)
{
    /// <summary>The books of the labels, where they come by themselves; elsewhere null.</summary>
    public CertifiedBooks? Books { get; init; }

    /// <summary>The share of the rows that have a label, likewise.</summary>
    public double? Coverage { get; init; }

    /// <summary>All records.</summary>
    public long Records => Scored + Warned + Rejected;

    public static WindowSketch Of(WindowFigures figures) => new(figures.Scored, figures.Warned, figures.Rejected, figures.Totals.Scored, figures.MeanLoss)
    {
        Books = figures.Join.IsZero ? null : CertifiedBooks.Of(figures.Join),
        Coverage = figures.Join.Coverage,
    };
}
