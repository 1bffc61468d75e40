using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>
/// Sequences whose mean loss is lower by more than 20 % and 0.5 nat when the labels move by one position along either axis, over 500 tokens or more; and by far more
/// than chance would do.
/// </summary>
internal sealed class LmShiftWrong : IRule
{
    /// <summary>The fewest tokens that are evidence.</summary>
    public const long LeastTokens = 500;

    /// <summary>The least gain, in nats.</summary>
    public const double LeastGain = 0.5;

    /// <summary>By how many standard errors it is lower: one in 10^8 by chance, with four ways to move.</summary>
    public const double LeastSignificance = 6;

    private const double LargestShare = 0.8;

    public FaultCode Code => FaultCode.LmShiftWrong;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (!batch.HasClasses || batch.S.Rank != 2 || batch.Rows.Rows < LeastTokens || batch.ClassLabels.Rows is not { } labels)
        {
            return null;
        }

        var sums = ShiftedLoss.LogSums(batch);
        var (mean, tokens) = ShiftedLoss.MeanOf(batch, labels, sums, axis: 1, shift: 0);
        foreach (var axis in (ReadOnlySpan<int>)[1, 0])
        {
            foreach (var shift in (ReadOnlySpan<int>)[1, -1])
            {
                var (moved, movedTokens) = ShiftedLoss.MeanOf(batch, labels, sums, axis, shift);
                if (tokens >= LeastTokens && movedTokens >= LeastTokens && IsLower(mean, moved)
                    && ShiftedLoss.Significance(batch, labels, sums, axis, shift) > LeastSignificance)
                {
                    return Describe("The mean loss", mean, moved, axis, shift);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a mean loss is lower by far.</summary>
    /// <param name="mean">The mean loss as sent.</param>
    /// <param name="moved">The mean loss when labels move.</param>
    public static bool IsLower(double mean, double moved) => moved < Math.Min(LargestShare * mean, mean - LeastGain);

    /// <summary>The fault.</summary>
    /// <param name="what">The mean loss of what.</param>
    /// <param name="mean">The mean loss as sent.</param>
    /// <param name="moved">The mean loss when labels move.</param>
    /// <param name="axis">The axis of time.</param>
    /// <param name="shift">By how much labels move.</param>
    public static Fault Describe(string what, double mean, double moved, int axis, int shift) => new(
        FaultCode.LmShiftWrong,
        $"{what} is {mean:G4} as sent, and {moved:G4} when each prediction takes the label {(shift > 0 ? "after" : "before")} its own along axis {axis} of the labels.",
        shift > 0 ? "Labels were not shifted by one position against the inputs." : "Labels were shifted twice: by the data loader and by the model.",
        "Shift labels exactly once, within each sequence.")
    { Severity = Severity.Warn, Certainty = Certainty.Likely };
}
