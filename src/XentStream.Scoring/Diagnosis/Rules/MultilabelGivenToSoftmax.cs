using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>Labels of the scores' shape that are 0 and 1, with several ones in a row, and not one-hot over another axis.</summary>
internal sealed class MultilabelGivenToSoftmax : IRule
{
    public FaultCode Code => FaultCode.MultilabelGivenToSoftmax;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (batch.ClassAxis is not { } axis || batch.Y != batch.L || !batch.AreLabelsZeroOne())
        {
            return null;
        }

        var lines = new AxisLines(batch.Labels, axis);
        var (several, most, least) = (0L, 0.0, double.PositiveInfinity);
        foreach (var block in lines.Blocks())
        {
            for (var line = 0; line < block.Count; line++)
            {
                var ones = block[line].Sum();
                several += ones >= 2 ? 1 : 0;
                (most, least) = (Math.Max(most, ones), Math.Min(least, ones));
            }
        }

        foreach (var other in several == 0 ? [] : batch.AxesButClassAxis())
        {
            several = batch.AreLabelsOneHotOver(other) ? 0 : several;
        }

        return several == 0 ? null : new Fault(
            Code,
            $"{several} of {lines.Count} label rows have more than one 1, up to {most}: a multi-label target for a single-label loss.",
            most == least ? $"Every row has {most} ones: these may be {most} heads side by side, or several labels for each row." : "The rows have several labels each, which a softmax cannot have.",
            most == least ? "Score each head as a stream of its own, or declare Link: sigmoid." : "Declare Link: sigmoid for this stream.");
    }
}
