namespace XentStream.Pipeline.Joining;

/// <summary>Rows by what became of them: levels, or their changes, which can be below 0.</summary>
public sealed class JoinCounts
{
    private readonly long[] predictions = new long[Enum.GetValues<PredictionOutcome>().Length];
    private readonly long[] labels = new long[Enum.GetValues<LabelOutcome>().Length];
    private readonly long[] matches = new long[Enum.GetValues<MatchOutcome>().Length];

    /// <summary>Rows that were predicted, by <see cref="PredictionOutcome"/>.</summary>
    public ReadOnlySpan<long> Predictions => predictions;

    /// <summary>Rows of label records, by <see cref="LabelOutcome"/>.</summary>
    public ReadOnlySpan<long> Labels => labels;

    /// <summary>Pairs of a predicted row and a label that fits it, by <see cref="MatchOutcome"/>.</summary>
    public ReadOnlySpan<long> Matches => matches;

    /// <summary>Whether every number is 0.</summary>
    public bool IsZero => !predictions.AsSpan().ContainsAnyExcept(0) && !labels.AsSpan().ContainsAnyExcept(0) && !matches.AsSpan().ContainsAnyExcept(0);

    internal void Add(PredictionOutcome outcome, long rows) => predictions[(int)outcome] += rows;

    internal void Add(LabelOutcome outcome, long rows) => labels[(int)outcome] += rows;

    internal void Add(MatchOutcome outcome, long rows) => matches[(int)outcome] += rows;

    internal void Add(JoinCounts other)
    {
        Add(predictions, other.predictions);
        Add(labels, other.labels);
        Add(matches, other.matches);
    }

    internal void Clear()
    {
        Array.Clear(predictions);
        Array.Clear(labels);
        Array.Clear(matches);
    }

    private static void Add(long[] sums, long[] terms)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += terms[i];
        }
    }
}
