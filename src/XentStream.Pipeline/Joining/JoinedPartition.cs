using Confluent.Kafka;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Joining;

/// <summary>A partition of predictions and the partition of labels of the same number, as a thread has them.</summary>
/// <param name="predictions">The partition of predictions.</param>
/// <param name="labels">The partition of labels.</param>
/// <param name="begin">Where both begin: what is below has to be known, and is not counted.</param>
/// <param name="join">The join.</param>
internal sealed class JoinedPartition(PartitionId predictions, PartitionId labels, (long Predictions, long Labels) begin, PartitionJoin join)
{
    /// <summary>The partition of predictions.</summary>
    public PartitionId Predictions { get; } = predictions;

    /// <summary>The partition of labels.</summary>
    public PartitionId Labels { get; } = labels;

    /// <summary>Where both begin.</summary>
    public (long Predictions, long Labels) Begin { get; } = begin;

    /// <summary>The join.</summary>
    public PartitionJoin Join { get; } = join;

    /// <summary>Whether all that is below the begin and matters is known.</summary>
    public bool IsRebuilt { get; private set; }

    /// <summary>All that is below the begin and matters was handed over: from here on it counts.</summary>
    public void BeginToCount()
    {
        Settle();
        Join.BeginToCount();
        Join.Forget();
        IsRebuilt = true;
    }

    /// <summary>Brings the books up to what was read, and sees that they balance.</summary>
    /// <exception cref="InvalidOperationException">They do not, which is a bug.</exception>
    public void Settle()
    {
        Join.Settle();
        Join.Check();
        Join.Misfits.Clear();
    }

    /// <summary>Hands a record to the join.</summary>
    public void Feed(TopicPartitionOffset place, Timestamp timestamp, Evaluating.Evaluation evaluation)
    {
        var at = PendingBatch.TimeOf(timestamp).ToUnixTimeMilliseconds();
        if (evaluation.Joined!.IsLabel)
        {
            Join.Add(evaluation.Joined.ToLabel(place.Offset, at, evaluation));
        }
        else
        {
            Join.Add(evaluation.Joined.ToPrediction(place.Offset, at, evaluation));
        }
    }
}
