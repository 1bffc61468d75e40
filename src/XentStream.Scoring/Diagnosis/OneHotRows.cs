using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis;

/// <summary>One-hot labels where class indices are expected: the fault, and the indices.</summary>
internal static class OneHotRows
{
    /// <summary>The fault: scored where index is declared, for then the rows can mean nothing else.</summary>
    public static Fault Given(in DiagnosedBatch batch, int axis) => new(
        FaultCode.OnehotGivenToIndexLoss,
        $"Labels {batch.Y} are one-hot over axis {axis}; class indices of shape {batch.Y.Without(axis)} {(batch.IsDeclared ? "are declared" : "follow from their integer type")}.",
        batch.IsDeclared ? "The labels were encoded for a dense loss." : "The labels were encoded for a dense loss; or they are multi-label rows that happen to hold one label each.",
        "Send the argmax of each row, or declare Labels: one-hot.")
    { Severity = batch.IsDeclared ? Severity.Warn : Severity.Reject };

    /// <summary>The indices of one-hot labels.</summary>
    public static Repair Indices(in DiagnosedBatch batch, int axis) =>
        new() { LabelShape = batch.Y.Without(axis), ClassIndices = Tops(new AxisLines(batch.Labels, axis)) };

    /// <summary>Where the largest number of each line is.</summary>
    public static long[] Tops(AxisLines lines)
    {
        var tops = new long[lines.Count];
        for (var line = 0; line < tops.Length; line++)
        {
            tops[line] = lines[line].Top();
        }

        return tops;
    }
}
