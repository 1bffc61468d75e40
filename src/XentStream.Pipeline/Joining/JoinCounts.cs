using XentStream.Pipeline.Joining.Storing;

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

    /// <summary>Rows that stand: predicted, and neither rejected, duplicate nor disordered.</summary>
    public long StandingRows => predictions.Sum() - predictions[(int)PredictionOutcome.Rejected] - predictions[(int)PredictionOutcome.Duplicate] - predictions[(int)PredictionOutcome.Disordered];

    /// <summary>Rows that have a label.</summary>
    public long LabelledRows => predictions[(int)PredictionOutcome.Scored] + predictions[(int)PredictionOutcome.Ignored];

    /// <summary>The share of the rows that stand which has a label, or null where none stands.</summary>
    public double? Coverage => StandingRows > 0 ? (double)LabelledRows / StandingRows : null;

    /// <summary>Whether every number is the same.</summary>
    public bool AreEqual(JoinCounts other) =>
        predictions.AsSpan().SequenceEqual(other.predictions) && labels.AsSpan().SequenceEqual(other.labels) && matches.AsSpan().SequenceEqual(other.matches);

    /// <summary>Whether they differ in nothing but rows that were rejected or disordered, and are nobody's pair.</summary>
    public bool DifferInUnpaired(JoinCounts other)
    {
        var difference = new JoinCounts();
        for (var i = 0; i < predictions.Length; i++)
        {
            difference.predictions[i] = predictions[i] - other.predictions[i];
        }

        for (var i = 0; i < labels.Length; i++)
        {
            difference.labels[i] = labels[i] - other.labels[i];
        }

        (difference.predictions[(int)PredictionOutcome.Rejected], difference.predictions[(int)PredictionOutcome.Disordered]) = (0, 0);
        (difference.labels[(int)LabelOutcome.Rejected], difference.labels[(int)LabelOutcome.Disordered]) = (0, 0);
        return difference.IsZero && matches.AsSpan().SequenceEqual(other.matches) && !AreEqual(other);
    }

    /// <summary>Adds rows that were predicted.</summary>
    public void Add(PredictionOutcome outcome, long rows) => predictions[(int)outcome] += rows;

    /// <summary>Adds rows of label records.</summary>
    public void Add(LabelOutcome outcome, long rows) => labels[(int)outcome] += rows;

    /// <summary>Adds pairs of a row and a label that fits it.</summary>
    public void Add(MatchOutcome outcome, long rows) => matches[(int)outcome] += rows;

    /// <summary>Adds other rows.</summary>
    public void Add(JoinCounts other)
    {
        Add(predictions, other.predictions);
        Add(labels, other.labels);
        Add(matches, other.matches);
    }

    /// <summary>Adds the pairs of others alone.</summary>
    internal void AddMatches(JoinCounts other) => Add(matches, other.matches);

    /// <summary>Forgets the pairs alone.</summary>
    internal void ClearMatches() => Array.Clear(matches);

    internal void Save(StateWriter writer)
    {
        writer.Write<long>(predictions);
        writer.Write<long>(labels);
        writer.Write<long>(matches);
    }

    internal void Load(StateReader reader)
    {
        reader.Read<long>(predictions);
        reader.Read<long>(labels);
        reader.Read<long>(matches);
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
