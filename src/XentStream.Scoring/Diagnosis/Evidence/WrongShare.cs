using XentStream.Scoring.Diagnosis.Rules;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// The share of rows that are wrong while the names of the classes are right, and whether more are wrong by now. Other names that would be told of lift the mean recall by
/// 0.2, so that, where classes are even, that many more rows are wrong as they are named. A cumulative sum (Page 1954): it grows where more than half of that are wrong beyond the usual, and falls to no less
/// than 0 where fewer are; so it needs no beginning, and a change that comes late is met as soon as one that comes early.
/// </summary>
internal struct WrongShare
{
    private const double Allowance = LabelMapPermuted.LeastLift / 2;

    // Half of all rows wrong by chance exceed it once in some thousands of rows, and that costs no more than a window of rows that are looked at in vain.
    private const double MostExcess = 8;

    private double expected;
    private double excess;

    /// <summary>Whether there is a usual share.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>The share of a window of rows.</summary>
    public static WrongShare Of(int wrong, int rows) => new() { expected = ((double)wrong / rows) + Allowance, IsKnown = true };

    /// <summary>Adds a row.</summary>
    /// <returns>Whether the rows of late are wrong more often than usual.</returns>
    public bool IsExceeded(bool isWrong)
    {
        excess = Math.Max(0, excess + (isWrong ? 1 : 0) - expected);
        return excess > MostExcess;
    }
}
