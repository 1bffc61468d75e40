using System.Collections.Immutable;
using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Totalling;

/// <summary>
/// The exact, mergeable sums of a set of rows. Adding rows and merging totals are associative and commutative to the bit: equal sets of rows give equal
/// totals, and equal totals have equal canonical bytes, whatever the order and the grouping.
/// </summary>
/// <remarks>
/// Means, accuracy and calibration are over the scored rows. Ignored rows and rows of infinite loss are counted beside them, so that neither NaN nor
/// infinity ever enters a sum. The figures beside the loss are over the rows in the bins: label log-probabilities have a loss alone.
/// </remarks>
public sealed partial class Totals
{
    private readonly List<TopKHits> topK = [];
    private readonly CalibrationBin[] bins = [.. Enumerable.Range(0, CalibrationBin.Count).Select(_ => new CalibrationBin())];

    /// <summary>Rows with a finite loss.</summary>
    public long Scored { get; private set; }

    /// <summary>Rows whose label is the ignore value.</summary>
    public long Ignored { get; private set; }

    /// <summary>Rows whose loss is infinite, or beyond the range of a double.</summary>
    public long Infinite { get; private set; }

    /// <summary>Σ w·L over the scored rows, in nats.</summary>
    public ExactSum Loss { get; } = new();

    /// <summary>Σ w over the scored rows.</summary>
    public ExactSum Weight { get; } = new();

    /// <summary>The sum of the Brier scores of the scored rows.</summary>
    public ExactSum Brier { get; } = new();

    /// <summary>The sum of the predictions' entropies over the scored rows, in nats.</summary>
    public ExactSum Entropy { get; } = new();

    /// <summary>The scored rows that have figures beside their loss.</summary>
    public long Figured => bins.Sum(bin => bin.Rows);

    /// <summary>Hits for each declared k, ascending.</summary>
    public IReadOnlyList<TopKHits> TopK => topK;

    /// <summary>The hits for k = 1, or 0 where it is not declared.</summary>
    internal long TopHits => topK.Count > 0 && topK[0].K == 1 ? topK[0].Hits : 0;

    /// <summary>The <see cref="CalibrationBin.Count"/> bins of confidence.</summary>
    public IReadOnlyList<CalibrationBin> Bins => bins;

    /// <summary>Whether no row was seen.</summary>
    public bool IsEmpty => (Scored | Ignored | Infinite) == 0;

    /// <summary>Makes the totals those of no rows.</summary>
    public void Clear()
    {
        (Scored, Ignored, Infinite) = (0, 0, 0);
        Loss.Clear();
        Weight.Clear();
        Brier.Clear();
        Entropy.Clear();
        topK.Clear();
        foreach (var bin in bins)
        {
            bin.Clear();
        }
    }

    /// <summary>Merges other totals into these: the totals of both sets of rows.</summary>
    public void Add(Totals other)
    {
        Scored += other.Scored;
        Ignored += other.Ignored;
        Infinite += other.Infinite;
        Loss.Add(other.Loss);
        Weight.Add(other.Weight);
        Brier.Add(other.Brier);
        Entropy.Add(other.Entropy);
        foreach (var hits in other.topK)
        {
            AddHits(hits);
        }

        for (var i = 0; i < bins.Length; i++)
        {
            bins[i].Add(other.bins[i]);
        }
    }

    /// <summary>
    /// Takes other totals away from these. Adding and taking away leaves the same bytes; what is taken away before it was added leaves numbers below 0, which are no
    /// totals of rows and have no mean, but add up to them.
    /// </summary>
    public void Subtract(Totals other)
    {
        Scored -= other.Scored;
        Ignored -= other.Ignored;
        Infinite -= other.Infinite;
        Loss.Subtract(other.Loss);
        Weight.Subtract(other.Weight);
        Brier.Subtract(other.Brier);
        Entropy.Subtract(other.Entropy);
        foreach (var (k, rows, hits) in other.topK)
        {
            AddHits(new TopKHits(k, -rows, -hits));
        }

        for (var i = 0; i < bins.Length; i++)
        {
            bins[i].Subtract(other.bins[i]);
        }
    }

    /// <summary>Adds the results of rows.</summary>
    /// <returns>Whether a row makes the batch one to reject; the totals are then of no use.</returns>
    internal bool Add(ReadOnlySpan<RowResult> results, ReadOnlySpan<double> weights, ImmutableArray<int> declaredK)
    {
        var mustReject = false;
        for (var i = 0; i < results.Length; i++)
        {
            Add(results[i], weights[i]);
            mustReject |= results[i].Outcome >= RowOutcome.WeightInvalid;
        }

        foreach (var k in declaredK)
        {
            AddHits(CountHits(results, k));
        }

        return mustReject;
    }

    private static TopKHits CountHits(ReadOnlySpan<RowResult> results, int k)
    {
        var (rows, hits) = (0, 0);
        foreach (ref readonly var result in results)
        {
            var isScored = result.Outcome == RowOutcome.Scored && result.HasFigures;
            rows += isScored ? 1 : 0;
            hits += isScored && result.Rank < k ? 1 : 0;
        }

        return new TopKHits(k, rows, hits);
    }

    private void Add(in RowResult result, double weight)
    {
        switch (result.Outcome)
        {
            case RowOutcome.Scored:
                Scored++;
                Loss.Add(weight * result.Loss);
                Weight.Add(weight * result.Weight);
                AddFigures(result);
                break;
            case RowOutcome.Ignored:
                Ignored++;
                break;
            case RowOutcome.Infinite or RowOutcome.BeyondDouble:
                Infinite++;
                break;
            default:
                break;
        }
    }

    private void AddFigures(in RowResult result)
    {
        if (result.HasFigures)
        {
            Brier.Add(result.Brier);
            Entropy.Add(result.Entropy);
            bins[CalibrationBin.IndexOf(result.Confidence)].Add(result.Confidence, isHit: result.Rank == 0);
        }
    }

    private void AddHits(TopKHits hits)
    {
        if (hits is { Rows: 0, Hits: 0 })
        {
            return;
        }

        // A loop: a lambda would allocate its closure for every batch.
        var index = 0;
        while (index < topK.Count && topK[index].K < hits.K)
        {
            index++;
        }

        if (index < topK.Count && topK[index].K == hits.K)
        {
            var sum = new TopKHits(hits.K, topK[index].Rows + hits.Rows, topK[index].Hits + hits.Hits);
            if (sum is { Rows: 0, Hits: 0 })
            {
                topK.RemoveAt(index);
            }
            else
            {
                topK[index] = sum;
            }
        }
        else
        {
            topK.Insert(index, hits);
        }
    }
}
