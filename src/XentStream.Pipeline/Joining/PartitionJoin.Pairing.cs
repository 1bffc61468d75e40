using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Joining;

/// <content>What a record is that was decided, and which pairs it makes.</content>
internal sealed partial class PartitionJoin
{
    private void DecidePrediction(HeldRecord held, bool isDisordered)
    {
        var stream = streams[held.Stream];
        stream.Received += held.Rows;
        if (held.Handle == 0)
        {
            Count(stream, held.Time, PredictionOutcome.Rejected, held.Rows);
            return;
        }

        predictions.Decide(held.Handle);
        if (isDisordered)
        {
            Count(stream, held.Time, PredictionOutcome.Disordered, held.Rows);
            return;
        }

        ref var prediction = ref predictions[held.Handle];
        if (HasEarlier(held.Handle))
        {
            predictions.Index(held.Handle);
            Count(stream, held.Time, PredictionOutcome.Duplicate, held.Rows);
            return;
        }

        prediction.Flags |= RecordFlags.Stands | RecordFlags.IsOpen;
        predictions.Index(held.Handle);
        Count(stream, held.Time, PredictionOutcome.Waiting, held.Rows);
        labels.Find(prediction.Hash, predictions.IdOf(held.Handle), found);
        foreach (var label in found)
        {
            Pair(label, held.Handle);
        }
    }

    private void DecideLabel(HeldRecord held, bool isDisordered)
    {
        streams.LabelsReceived += held.Rows;
        if (held.Handle == 0)
        {
            Count(held.Time, LabelOutcome.Rejected, held.Rows);
            return;
        }

        labels.Decide(held.Handle);
        if (isDisordered)
        {
            Count(held.Time, LabelOutcome.Disordered, held.Rows);
            return;
        }

        ref var label = ref labels[held.Handle];
        label.Flags |= RecordFlags.IsOpen;
        labels.Index(held.Handle);
        Count(held.Time, LabelOutcome.Waiting, held.Rows);
        predictions.Find(label.Hash, labels.IdOf(held.Handle), found);
        foreach (var prediction in found)
        {
            if ((predictions[prediction].Flags & RecordFlags.Stands) != 0)
            {
                Pair(held.Handle, prediction);
            }
        }
    }

    private bool HasEarlier(int handle)
    {
        ref var prediction = ref predictions[handle];
        predictions.Find(prediction.Hash, predictions.IdOf(handle), found);
        foreach (var earlier in found)
        {
            if (predictions[earlier].Stream == prediction.Stream && reach.AreTooNear(predictions[earlier].Time, prediction.Time))
            {
                return true;
            }
        }

        return false;
    }

    private void Pair(int labelHandle, int predictionHandle)
    {
        ref var label = ref labels[labelHandle];
        ref var prediction = ref predictions[predictionHandle];
        if (!reach.Reaches(label.Time, prediction.Time) || !streams.IsFor(label.Stream, prediction.Stream))
        {
            return;
        }

        var stream = streams[prediction.Stream];
        var wasUnlabelled = prediction.Unlabelled == prediction.Rows;
        var rows = new StoredPrediction(prediction, predictions.PayloadOf(predictionHandle));
        var change = rowLabels.Apply(stream, rows, labels, labelHandle);
        if (change.Fault is { } fault)
        {
            Misfits.Add(new LabelMisfit(label.Offset, label.Time, stream.Model, stream.Version, fault));
        }

        if (!change.IsFit)
        {
            Become(ref label, label.Outcome == LabelOutcome.Matched ? LabelOutcome.Matched : LabelOutcome.Rejected);
            return;
        }

        if ((label.Flags & RecordFlags.Withdraws) == 0)
        {
            Become(ref label, LabelOutcome.Matched);
        }

        Enter(stream, ref prediction, rows, change);
        if (wasUnlabelled && prediction.Unlabelled < prediction.Rows)
        {
            deltaOf(stream, prediction.Time)?.NoteDelay((label.Time - prediction.Time) / 1000.0);
        }
    }

    // Rows with a label were waiting before: none can be reached that has expired.
    private void Enter(JoinedStream stream, ref LoggedRecord prediction, in StoredPrediction rows, RowChanges change)
    {
        var delta = deltaOf(stream, prediction.Time);
        var scored = (change.DeferredLabel is null ? 0 : 1) + change.Added.Scored + change.Added.Infinite - change.TakenOut.Scored - change.TakenOut.Infinite;
        var ignored = change.Added.Ignored - change.TakenOut.Ignored;
        if (change.DeferredLabel is { } label && delta is not null)
        {
            Defer(stream, delta, rows, label);
        }
        else
        {
            delta?.Totals.Add(change.Added);
        }

        if (!change.TakenOut.IsEmpty)
        {
            delta?.TakeOut(change.TakenOut);
        }

        prediction.Unlabelled -= (int)(scored + ignored);
        Count(stream, prediction.Time, PredictionOutcome.Scored, scored);
        Count(stream, prediction.Time, PredictionOutcome.Ignored, ignored);
        Count(stream, prediction.Time, PredictionOutcome.Waiting, -(scored + ignored));
        delta?.Join.AddMatches(change.Counts);
        stream.Levels.AddMatches(change.Counts);
    }

    private void Defer(JoinedStream stream, WindowFigures delta, in StoredPrediction row, long label)
    {
        if (!stream.Deferred.HasRoomFor(delta, row))
        {
            rowLabels.ScoreDeferred(stream);
        }

        stream.Deferred.Add(delta, row, label);
    }
}
