using System.Runtime.CompilerServices;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>A row whose scores are probabilities or their logarithms: taken as they are and never normalised again.</summary>
/// <remarks>Rounding may leave a probability just below 0: then it is 0, and a loss on it infinite. It is never clamped away from 0.</remarks>
internal readonly ref struct GivenRow<TElement>(Row<TElement> row, bool areLogarithms) : IPredictedRow
    where TElement : struct, IScoreElement
{
    private readonly Row<TElement> row = row;

    public int Classes => row.Classes;

    public double Confidence
    {
        get
        {
            var largest = 0.0;
            for (var c = 0; c < Classes; c++)
            {
                largest = Math.Max(largest, ProbabilityOf(c));
            }

            return Math.Min(largest, 1);
        }
    }

    public double Entropy
    {
        get
        {
            var sum = 0.0;
            for (var c = 0; c < Classes; c++)
            {
                var probability = ProbabilityOf(c);
                sum = probability > 0 ? Math.FusedMultiplyAdd(probability, SurprisalOf(c), sum) : sum;
            }

            return sum;
        }
    }

    /// <summary>What the first score that is none makes of the row, or else their sum; <see cref="RowOutcome.Scored"/> where they are probabilities.</summary>
    /// <param name="tolerance">By how much the sum may be off 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RowOutcome Check(double tolerance)
    {
        var sum = 0.0;
        for (var c = 0; c < Classes; c++)
        {
            var score = row[c];
            if (double.IsNaN(score))
            {
                return RowOutcome.NonFinite;
            }

            if (areLogarithms ? score > tolerance : score < -tolerance || score > 1 + tolerance)
            {
                return RowOutcome.NotProbabilities;
            }

            sum += ProbabilityOf(c);
        }

        return Math.Abs(sum - 1) <= tolerance ? RowOutcome.Scored : RowOutcome.NotProbabilities;
    }

    public int RankOf(int label) => row.RankOf(label);

    public double SurprisalOf(int c) => areLogarithms ? -row[c] : -Logarithm.Of(ProbabilityOf(c));

    public bool IsImpossible(int c) => double.IsInfinity(SurprisalOf(c));

    public double ProbabilityOf(int c) => areLogarithms ? Exponential.OfNegative(Math.Min(row[c], 0)) : Math.Max(row[c], 0);

    public double MissOf(int c) => 1 - ProbabilityOf(c);
}
