using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Totalling;

/// <summary>Totals of four rows whose numbers are chosen, not computed.</summary>
internal static class FixedTotals
{
    public static Totals Make()
    {
        var totals = new Totals();
        totals.Add(
            [
                new RowResult { Outcome = RowOutcome.Scored, HasFigures = true, Weight = 1, Rank = 0, Loss = 0.5, Brier = 0.25, Entropy = 0.75, Confidence = 0.5 },
                new RowResult { Outcome = RowOutcome.Scored, HasFigures = true, Weight = 1, Rank = 1, Loss = 1.5, Brier = 1.25, Entropy = 0.5, Confidence = 0.75 },
                new RowResult { Outcome = RowOutcome.Ignored },
                new RowResult { Outcome = RowOutcome.Infinite },
            ],
            [1, 2, 5, 7],
            [1, 2]);
        return totals;
    }
}
