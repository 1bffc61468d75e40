using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Recording;

/// <summary>
/// Step 6 where labels come on a topic of their own: what is pending of two topics that are joined. Both partitions of a number are pending together, for a label counts in the delta of its prediction.
/// </summary>
/// <param name="batch">All that is pending.</param>
internal sealed class PendingJoin(PendingBatch batch)
{
    private (PartitionId Predictions, PendingPartition OfPredictions, PendingPartition OfLabels) last;
    private int round = -1;

    /// <summary>Differs whenever deltas that were handed out before are of no use any more.</summary>
    public int Round => batch.Round;

    /// <summary>Whether anything came of a partition of predictions or its labels. Where retention passed the offset of one of them, that alone is pending too, and changes nothing.</summary>
    public bool Holds(PartitionId predictions) => batch.Partitions.TryGetValue(predictions, out var pending) && pending.Labels is not null;

    /// <summary>Whether something changes by what came.</summary>
    public bool HasDeltas(PartitionId predictions) => batch.Partitions[predictions].Deltas.Count > 0;

    /// <summary>Adds a record. What became of rows is the join's to tell, by <see cref="DeltaOf"/>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="predictions">The partition of predictions that it belongs to.</param>
    /// <param name="labels">The partition of labels of the same number.</param>
    public void Add(ConsumeResult<RecordKey, Evaluation> record, PartitionId predictions, PartitionId labels)
    {
        var evaluation = record.Message.Value;
        var (ofPredictions, ofLabels) = FindHalves(predictions, labels, record.Offset);
        var partition = evaluation.Joined!.IsLabel ? ofLabels : ofPredictions;
        var at = EventTime.Of(record.Message.Timestamp);
        batch.Take(partition, record, at);
        if (!evaluation.Joined.IsLabel)
        {
            batch.FindDelta(partition, evaluation.Model, evaluation.Version, at).Receive(evaluation, at);
        }

        batch.Keep(partition, record, at, held: null);
    }

    /// <summary>Adds what is off with a label and a prediction that it reaches. Where the label does not fit, it is kept: as a pointer where its bytes are gone.</summary>
    public void Add(PartitionId labels, LabelMisfit misfit, QuarantinedRecord? held)
    {
        var partition = batch.Partitions[labels];
        partition.Note(misfit.Fault, misfit.Model, misfit.Version, new Sighting(misfit.Offset, EventTime.Of(misfit.Time)));
        if (misfit.Fault.Severity == Severity.Reject)
        {
            partition.Quarantined.Add(held ?? QuarantinedRecord.PointTo(labels, misfit));
        }
    }

    /// <summary>The delta of rows whose prediction was at a time.</summary>
    public PendingDelta DeltaOf(PartitionId predictions, string model, string version, DateTimeOffset at) => batch.FindDelta(batch.Partitions[predictions], model, version, at);

    // Records of a partition come in runs, and names of topics are long to look up.
    private (PendingPartition OfPredictions, PendingPartition OfLabels) FindHalves(PartitionId predictions, PartitionId labels, long offset)
    {
        if (round != batch.Round || last.Predictions != predictions)
        {
            var (ofPredictions, ofLabels) = (batch.Open(predictions, offset), batch.Open(labels, offset));
            ofPredictions.Labels = (labels, ofLabels);
            (last, round) = ((predictions, ofPredictions, ofLabels), batch.Round);
        }

        return (last.OfPredictions, last.OfLabels);
    }
}
