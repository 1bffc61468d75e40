using System.Runtime.CompilerServices;
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

    /// <summary>The indices of labels that are one-hot over an axis; null where they are not.</summary>
    public static Repair? Indices(in DiagnosedBatch batch, int axis) =>
        IndicesOf(new AxisLines(batch.Labels, axis)) is { } indices ? new() { LabelShape = batch.Y.Without(axis), ClassIndices = indices } : null;

    /// <summary>Where the 1 of each line is; null where a line does not hold a single 1 among zeros, or there are no lines.</summary>
    public static long[]? IndicesOf(AxisLines lines)
    {
        long[]? indices = null;
        foreach (var block in lines.Blocks())
        {
            if (!block.Numbers.AreZeroOne())
            {
                return null;
            }

            indices ??= new long[lines.Count];
            if (!AreRead(block, indices.AsSpan((int)block.First, block.Count)))
            {
                return null;
            }
        }

        return indices;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreRead(LineBlock block, Span<long> indices)
    {
        for (var line = 0; line < indices.Length; line++)
        {
            // Of a single 1, the sum of its place.
            var numbers = block[line];
            var (ones, places) = (0.0, 0.0);
            for (var i = 0; i < numbers.Length; i++)
            {
                ones += numbers[i];
                places += i * numbers[i];
            }

            if (ones != 1)
            {
                return false;
            }

            indices[line] = (long)places;
        }

        return true;
    }
}
