using System.Runtime.InteropServices;
using XentStream.Pipeline.Configuration;

namespace XentStream.Pipeline.Joining;

/// <summary>Which label stands at each row of a prediction, and what a further one changes. Labels of a prediction come in the order of their offsets.</summary>
internal sealed class RowLabels(Corrections corrections)
{
    private readonly PairScorer scorer = new();
    private readonly RowChanges changes = new();
    private readonly List<int> places = [];
    private readonly List<int> earlierPlaces = [];
    private readonly List<int> single = [0];

    /// <summary>Lays a label that reaches a prediction on it.</summary>
    /// <returns>What it changed, valid until the next label.</returns>
    public RowChanges Apply(JoinedStream stream, in StoredPrediction prediction, RecordLog labels, int handle)
    {
        changes.Clear();
        ref var record = ref labels[handle];
        if ((record.Flags & RecordFlags.Withdraws) != 0)
        {
            changes.IsFit = true;
            TakeOutAll(stream, prediction, labels);
            return changes;
        }

        var label = new StoredLabel(record, labels.PayloadOf(handle));
        if (stream.Deferred.Takes(prediction, label, out var plain) && prediction.Standing[0] == 0)
        {
            (changes.IsFit, changes.DeferredLabel) = (true, plain);
            changes.Counts.Add(MatchOutcome.Standing, 1);
            prediction.Standing[0] = handle;
            return changes;
        }

        changes.IsFit = scorer.TryFit(stream, prediction, label, out var fault);
        changes.Fault = fault;
        if (changes.IsFit)
        {
            changes.Added = scorer.Totals;
            var count = label.PlacesFor(prediction.Rows);
            Lay(stream, prediction, labels, handle, label, count);
        }

        return changes;
    }

    /// <summary>Scores the rows that a stream has laid aside.</summary>
    public void ScoreDeferred(JoinedStream stream) => scorer.Score(stream.Deferred);

    private void Lay(JoinedStream stream, in StoredPrediction prediction, RecordLog labels, int handle, in StoredLabel label, int count)
    {
        places.Clear();
        for (var place = 0; place < count; place++)
        {
            if (prediction.Standing[label.RowOf(place)] != 0)
            {
                places.Add(place);
            }
        }

        if (places.Count > 0)
        {
            changes.Keep();
            LayOnOthers(stream, prediction, labels, label);
        }

        for (var place = 0; place < count; place++)
        {
            ref var standing = ref prediction.Standing[label.RowOf(place)];
            changes.Counts.Add(MatchOutcome.Standing, standing == 0 ? 1 : 0);
            standing = standing == 0 ? handle : standing;
        }
    }

    private void LayOnOthers(JoinedStream stream, in StoredPrediction prediction, RecordLog labels, in StoredLabel label)
    {
        if (corrections == Corrections.First)
        {
            Compare(stream, prediction, labels, label);
        }
        else
        {
            Replace(stream, prediction, labels, label);
        }
    }

    // The rows that have a label keep it.
    private void Compare(JoinedStream stream, in StoredPrediction prediction, RecordLog labels, in StoredLabel label)
    {
        scorer.Score(stream, prediction, label, CollectionsMarshal.AsSpan(places));
        changes.Added.Subtract(scorer.Totals);
        var (known, byRow) = (0, new Dictionary<int, int>());
        foreach (var place in places)
        {
            var row = label.RowOf(place);
            var standing = prediction.Standing[row];
            var earlier = new StoredLabel(labels[standing], labels.PayloadOf(standing));
            if (standing != known)
            {
                FindPlaces(prediction, earlier, byRow);
                known = standing;
            }

            var isEqual = PairScorer.AreEqual(stream, prediction, label, place, earlier, byRow[row]);
            changes.Counts.Add(isEqual ? MatchOutcome.Repeat : MatchOutcome.Conflict, 1);
        }
    }

    // The rows that have a label lose it to this one.
    private void Replace(JoinedStream stream, in StoredPrediction prediction, RecordLog labels, in StoredLabel label)
    {
        foreach (var place in places)
        {
            single[0] = place;
            scorer.Score(stream, prediction, label, CollectionsMarshal.AsSpan(single));
            var row = label.RowOf(place);
            changes.Counts.Add(scorer.Totals.Ignored > 0 ? MatchOutcome.Withdrawn : MatchOutcome.Superseded, 1);
            changes.Counts.Add(MatchOutcome.Standing, -1);
            prediction.Standing[row] = -prediction.Standing[row];
        }

        TakeOutMarked(stream, prediction, labels);
    }

    private void TakeOutAll(JoinedStream stream, in StoredPrediction prediction, RecordLog labels)
    {
        foreach (ref var standing in prediction.Standing)
        {
            changes.Counts.Add(MatchOutcome.Withdrawn, standing == 0 ? 0 : 1);
            changes.Counts.Add(MatchOutcome.Standing, standing == 0 ? 0 : -1);
            standing = -standing;
        }

        TakeOutMarked(stream, prediction, labels);
    }

    // Rows whose label goes have its handle with a minus. Those of one label are taken out together.
    private void TakeOutMarked(JoinedStream stream, in StoredPrediction prediction, RecordLog labels)
    {
        foreach (var marked in prediction.Standing)
        {
            if (marked >= 0)
            {
                continue;
            }

            var earlier = new StoredLabel(labels[-marked], labels.PayloadOf(-marked));
            earlierPlaces.Clear();
            for (var place = 0; place < earlier.PlacesFor(prediction.Rows); place++)
            {
                if (prediction.Standing[earlier.RowOf(place)] == marked)
                {
                    earlierPlaces.Add(place);
                    prediction.Standing[earlier.RowOf(place)] = 0;
                }
            }

            scorer.Score(stream, prediction, earlier, CollectionsMarshal.AsSpan(earlierPlaces));
            changes.TakenOut.Add(scorer.Totals);
        }
    }

    private static void FindPlaces(in StoredPrediction prediction, in StoredLabel label, Dictionary<int, int> byRow)
    {
        byRow.Clear();
        for (var place = 0; place < label.PlacesFor(prediction.Rows); place++)
        {
            byRow[label.RowOf(place)] = place;
        }
    }
}
