namespace XentStream.Scoring.CrossEntropy;

/// <summary>The softmax of a row of logits.</summary>
/// <remarks>
/// With m the largest score, a the class that has it first, and e_c = exp(x_c − m):
/// <code>
///   R = Σ_{c≠a} e_c     Z = 1 + R     −ln p_c = (m − x_c) + ln(1 + R)     entropy = ln Z + Σ_c e_c·(m − x_c) / Z
/// </code>
/// The largest term is left out of the sum, not subtracted from it, so that a confident row keeps all its digits: a loss of 1e-12 is right to the
/// precision of the scores (PyTorch's float32 gives 0). −∞ is legal and has probability 0.
/// </remarks>
internal readonly ref struct LogitRow<TElement> : IPredictedRow
    where TElement : struct, IScoreElement
{
    private readonly Row<TElement> row;
    private readonly double max;
    private readonly int top;
    private readonly double belowTop;
    private readonly double distances;
    private readonly double logSum;

    /// <summary>Sums up a row that has a finite largest score.</summary>
    public LogitRow(Row<TElement> row, double max, int top)
    {
        this.row = row;
        this.max = max;
        this.top = top;
        for (var c = 0; c < row.Classes; c++)
        {
            var distance = max - row[c];
            var term = c == top ? 0 : Exponential.OfNegative(-distance);
            if (term > 0)
            {
                belowTop += term;
                distances = Math.FusedMultiplyAdd(term, distance, distances);
            }
        }

        logSum = Logarithm.OfOnePlus(belowTop);
    }

    public int Classes => row.Classes;

    public double Confidence => 1 / (1 + belowTop);

    public double Entropy => logSum + (distances / (1 + belowTop));

    public int RankOf(int label) => row.RankOf(label);

    public double SurprisalOf(int c) => max - row[c] + logSum;

    public bool IsImpossible(int c) => row[c] == double.NegativeInfinity;

    public double ProbabilityOf(int c) => Exponential.OfNegative(row[c] - max) / (1 + belowTop);

    // Of the top class R is the miss; of any other the rest of Z, which is then not small.
    public double MissOf(int c) => (c == top ? belowTop : 1 + belowTop - Exponential.OfNegative(row[c] - max)) / (1 + belowTop);
}
