using System.Runtime.InteropServices;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Scoring;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Tests.Joining;

/// <summary>
/// What the join means, written down over two lists: quadratic, without state, and as obvious as can be. Whatever order the topics are read in, the product has to come to this.
/// </summary>
internal sealed class JoinDefinition
{
    private const long Never = long.MinValue / 4;
    private const int Witnesses = 3;
    private const long Ignore = -100;

    private readonly JoinSettings settings;
    private readonly PlainPrediction[] predictions;
    private readonly PlainLabel[] labels;
    private readonly List<bool> disorderedLabels;
    private readonly HashSet<LabelOutcome>[] fates;

    public JoinDefinition(ReadOnlySpan<PlainPrediction> allPredictions, ReadOnlySpan<PlainLabel> allLabels, JoinSettings settings, long window = JoinLedger.ShortWindow)
    {
        Ledger = new JoinLedger(window);
        this.settings = settings;
        var front = FrontOf([.. allPredictions.ToArray().Select(prediction => prediction.Time)]);
        var labelFront = FrontOf([.. allLabels.ToArray().Select(label => label.Time)]);
        predictions = allPredictions[..front.Disordered.Count].ToArray();
        labels = allLabels[..labelFront.Disordered.Count].ToArray();
        disorderedLabels = labelFront.Disordered;
        fates = [.. labels.Select(_ => new HashSet<LabelOutcome>())];
        List<int> standing = [];
        for (var i = 0; i < predictions.Length; i++)
        {
            CountPrediction(i, front.Disordered, standing, labelFront.Time);
        }

        for (var j = 0; j < labels.Length; j++)
        {
            CountLabel(labels[j], fates[j], labelFront.Disordered[j], front.Time);
        }
    }

    /// <summary>Counts and totals by version and window; labels by themselves are under an empty version.</summary>
    public JoinLedger Ledger { get; }

    /// <summary>How many records of both topics are decided.</summary>
    public (int Predictions, int Labels) Decided => (predictions.Length, labels.Length);

    /// <summary>Which label stands at which row of which prediction.</summary>
    public Dictionary<(int Prediction, int Row), int> Pairs { get; } = [];

    private long W => (long)settings.Within.TotalMilliseconds;

    private long A => (long)settings.Ahead.TotalMilliseconds;

    private long D => (long)settings.Disorder.TotalMilliseconds;

    // How many records are decided, which of them are disordered, and the time of the partition behind them.
    private (List<bool> Disordered, long Time) FrontOf(long[] times)
    {
        var time = new long[times.Length + 1];
        time[0] = Never;
        for (var i = 1; i <= times.Length; i++)
        {
            time[i] = i < Witnesses ? time[i - 1] : Math.Max(time[i - 1], times[(i - Witnesses)..i].Min());
        }

        List<bool> disordered = [];
        for (var i = 0; i < times.Length; i++)
        {
            var seen = Math.Min(i + Witnesses, times.Length);
            var isBehind = times[i] < time[i] - D;
            var isConfirmed = time[seen] >= times[i] - D;
            if (!isBehind && !isConfirmed && seen < i + Witnesses)
            {
                break;
            }

            disordered.Add(isBehind || !isConfirmed);
        }

        return (disordered, time[disordered.Count]);
    }

    private void CountPrediction(int i, List<bool> disordered, List<int> standing, long timeOfLabels)
    {
        var prediction = predictions[i];
        var isDuplicate = Enumerable.Range(0, i).Any(j => predictions[j].Id == prediction.Id && predictions[j].Version == prediction.Version
            && Math.Abs(predictions[j].Time - prediction.Time) <= W + A && !predictions[j].IsRejected && !disordered[j]);
        PredictionOutcome? outcome = prediction.IsRejected ? PredictionOutcome.Rejected
            : disordered[i] ? PredictionOutcome.Disordered
            : isDuplicate ? PredictionOutcome.Duplicate
            : null;
        if (outcome is { } whole)
        {
            Ledger.Of(prediction.Version, prediction.Time).Counts.Add(whole, prediction.Rows);
            return;
        }

        standing.Add(i);
        var inReach = Enumerable.Range(0, labels.Length).Where(j => !labels[j].IsRejected && !disorderedLabels[j] && IsInReach(labels[j], prediction)).ToList();
        foreach (var j in inReach.Where(j => labels[j].Values is not null))
        {
            fates[j].Add(Fits(labels[j], prediction) ? LabelOutcome.Matched : LabelOutcome.Rejected);
        }

        for (var row = 0; row < prediction.Rows; row++)
        {
            CountRow(i, row, inReach, timeOfLabels);
        }
    }

    private bool IsInReach(PlainLabel label, PlainPrediction prediction) =>
        label.Id == prediction.Id && label.Version is var version && (version.Length == 0 || version == prediction.Version)
        && label.Time - prediction.Time >= -A && label.Time - prediction.Time <= W;

    private void CountRow(int i, int row, List<int> inReach, long timeOfLabels)
    {
        var prediction = predictions[i];
        var entry = Ledger.Of(prediction.Version, prediction.Time);

        // What touches the row, in the order of offsets: a label, or null for a withdrawal.
        List<(int Label, long? Value)> touches = [];
        foreach (var j in inReach)
        {
            if (labels[j].Values is null)
            {
                touches.Add((j, null));
            }
            else if (Fits(labels[j], prediction))
            {
                touches.AddRange(Enumerable.Range(0, labels[j].Rows).Where(place => labels[j].RowOf(place) == row).Select(place => (j, (long?)labels[j].Values![place])));
            }
        }

        var stands = settings.Corrections == Corrections.First ? CountFirst(touches, entry) : CountLast(touches, entry);
        if (stands is not { } standing)
        {
            entry.Counts.Add(timeOfLabels - D > prediction.Time + W ? PredictionOutcome.Expired : PredictionOutcome.Waiting, 1);
            return;
        }

        Pairs.Add((i, row), standing.Label);
        entry.Counts.Add(MatchOutcome.Standing, 1);
        entry.Counts.Add(standing.Value == Ignore ? PredictionOutcome.Ignored : PredictionOutcome.Scored, 1);
        entry.Totals.Add(ScoreRow(prediction, row, standing.Value!.Value)!);
    }

    private static (int Label, long? Value)? CountFirst(List<(int Label, long? Value)> touches, LedgerEntry entry)
    {
        foreach (var later in touches.Skip(1))
        {
            entry.Counts.Add(later.Value == touches[0].Value ? MatchOutcome.Repeat : MatchOutcome.Conflict, 1);
        }

        return touches.Count == 0 ? null : touches[0];
    }

    private static (int Label, long? Value)? CountLast(List<(int Label, long? Value)> touches, LedgerEntry entry)
    {
        for (var i = 0; i + 1 < touches.Count; i++)
        {
            if (touches[i].Value is not null)
            {
                entry.Counts.Add(touches[i + 1].Value is null or Ignore ? MatchOutcome.Withdrawn : MatchOutcome.Superseded, 1);
            }
        }

        return touches.Count == 0 || touches[^1].Value is null ? null : touches[^1];
    }

    private void CountLabel(PlainLabel label, HashSet<LabelOutcome> fate, bool isDisordered, long timeOfPredictions)
    {
        var outcome = label.IsRejected ? LabelOutcome.Rejected
            : isDisordered ? LabelOutcome.Disordered
            : fate.Contains(LabelOutcome.Matched) ? LabelOutcome.Matched
            : fate.Contains(LabelOutcome.Rejected) ? LabelOutcome.Rejected
            : timeOfPredictions - D > label.Time + A ? LabelOutcome.Orphan
            : LabelOutcome.Waiting;
        Ledger.Of("", label.Time).Counts.Add(outcome, label.Rows);
    }

    private static bool Fits(PlainLabel label, PlainPrediction prediction) =>
        (label.RowNumbers is not null || label.Rows == prediction.Rows)
        && Enumerable.Range(0, label.Rows).All(place => label.RowOf(place) < prediction.Rows && ScoreRow(prediction, label.RowOf(place), label.Values![place]) is not null);

    // By itself, as a batch of one row; null where it cannot be scored.
    private static Totals? ScoreRow(PlainPrediction prediction, int row, long label)
    {
        var scorer = new BatchScorer();
        var batch = new TensorBatch
        {
            Scores = new TensorView(ElementType.F32, TensorShape.Of(1, prediction.Classes), MemoryMarshal.AsBytes(prediction.Scores.AsSpan(row * prediction.Classes, prediction.Classes))),
            Labels = new TensorView(ElementType.I64, TensorShape.Of(1), MemoryMarshal.AsBytes(new[] { label }.AsSpan())),
            Weights = prediction.Weights.Length == 0 ? default : new TensorView(ElementType.F64, TensorShape.Of(1), MemoryMarshal.AsBytes(prediction.Weights.AsSpan(row, 1))),
        };
        return scorer.Score(batch, PlainPrediction.Contract).Any(fault => fault.Severity == Severity.Reject) ? null : scorer.Totals;
    }
}
