using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Sampling.Pairing;

/// <summary>What the joins of a sample come to: delays too.</summary>
internal sealed class PairingFigures(PairingReport report) : WindowFigures
{
    /// <inheritdoc/>
    public override void NoteDelay(double seconds) => report.Add(seconds);
}
