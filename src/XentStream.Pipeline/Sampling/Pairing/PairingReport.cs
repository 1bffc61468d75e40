using XentStream.Pipeline.Joining;

namespace XentStream.Pipeline.Sampling.Pairing;

/// <summary>How predictions and the labels that come after them pair, in a sample.</summary>
/// <param name="Predictions">The predictions by themselves.</param>
/// <param name="Labels">The labels by themselves.</param>
/// <param name="Partitions">How many partitions each topic has.</param>
public sealed record PairingReport(PairedTopic Predictions, PairedTopic Labels, int Partitions)
{
    private readonly List<double> delays = [];

    /// <summary>How long after each prediction its labels were looked for.</summary>
    public required TimeSpan Visible { get; init; }

    /// <summary>Before when the predictions were.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What is off with labels and the predictions that they reach.</summary>
    public FaultTally Pairs { get; } = new();

    /// <summary>The books of the sample.</summary>
    public JoinCounts Books { get; } = new();

    /// <summary>Label records whose prediction is in a partition of another number: they never meet.</summary>
    public int Elsewhere { get; internal set; }

    /// <summary>How many predictions have a label.</summary>
    public int Delays => delays.Count;

    /// <summary>Whether keys of the two topics are placed differently.</summary>
    public bool ArePlacedDifferently => Predictions.IsPlacementKnown && Labels.IsPlacementKnown && Predictions.Partitioner != Labels.Partitioner;

    /// <summary>Records, and pairs of them, that are rejected.</summary>
    public int Rejected => Predictions.Tally.Rejected + Labels.Tally.Rejected + Pairs.Rejected;

    /// <summary>The time after a prediction in which so large a share of those that have a label have their first one.</summary>
    /// <returns>Null where none has one.</returns>
    public TimeSpan? DelayOf(double share)
    {
        if (delays.Count == 0)
        {
            return null;
        }

        delays.Sort();
        return TimeSpan.FromSeconds(delays[Math.Max((int)Math.Ceiling(share * delays.Count) - 1, 0)]);
    }

    /// <summary>The share of the first labels that came within a time, or null where there is none.</summary>
    public double? ShareWithin(TimeSpan within) => delays.Count == 0 ? null : (double)delays.Count(delay => delay <= within.TotalSeconds) / delays.Count;

    internal void Add(double delay) => delays.Add(delay);
}
