using Confluent.Kafka;
using XentStream.Pipeline.Joining.Storing;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Joining;

/// <summary>A partition of predictions and the partition of labels of the same number, as a thread has them.</summary>
/// <param name="predictions">The partition of predictions.</param>
/// <param name="labels">The partition of labels.</param>
/// <param name="begin">Where both begin: what is below has to be known, and is not counted.</param>
/// <param name="join">The join.</param>
internal sealed class JoinedPartition(PartitionId predictions, PartitionId labels, JoinOffsets begin, PartitionJoin join)
{
    private JoinOffsets at = begin;

    /// <summary>The partition of predictions.</summary>
    public PartitionId Predictions { get; } = predictions;

    /// <summary>The partition of labels.</summary>
    public PartitionId Labels { get; } = labels;

    /// <summary>Where both begin.</summary>
    public JoinOffsets Begin { get; } = begin;

    /// <summary>The join.</summary>
    public PartitionJoin Join { get; } = join;

    /// <summary>Whether all that is below the begin and matters is known.</summary>
    public bool IsRebuilt { get; private set; }

    /// <summary>What its state belongs to, or null where it is not to be stored.</summary>
    public StateIdentity? Identity { get; set; }

    /// <summary>Up to which offsets an earlier owner had stored it, or null where that was not read.</summary>
    public JoinOffsets? StoredAt { get; private set; }

    /// <summary>The offsets up to which both halves are committed.</summary>
    public JoinOffsets Committed { get; private set; } = begin;

    /// <summary>Whether all that was handed over is committed: only then may it be stored.</summary>
    public bool IsCommitted => IsRebuilt && at == Committed;

    /// <summary>Reads what an earlier owner has stored. What it knows of the last hour stays known.</summary>
    public void Restore(StoredState state)
    {
        state.LoadInto(Join);
        StoredAt = state.At;
    }

    /// <summary>While it reads on from there: keeps no more than a worker would that had been there all the time.</summary>
    public void Tidy()
    {
        if (StoredAt is not null)
        {
            Settle();
            Join.Forget();
        }
    }

    /// <summary>All that is below the begin and matters was handed over: from here on it counts.</summary>
    public void BeginToCount()
    {
        Settle();
        if (StoredAt is null)
        {
            Join.BeginToCount();
        }

        Join.Forget();
        (at, IsRebuilt) = (Begin, true);
    }

    /// <summary>What was handed over is committed: forgets what cannot matter any more.</summary>
    public void Forget()
    {
        Join.Forget();
        Committed = at;
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
    public void Feed(long offset, Timestamp timestamp, Evaluating.Evaluation evaluation)
    {
        var time = EventTime.Of(timestamp).ToUnixTimeMilliseconds();
        if (evaluation.Joined!.IsLabel)
        {
            Join.Add(evaluation.Joined.ToLabel(offset, time, evaluation));
            at = at with { Labels = offset + 1 };
        }
        else
        {
            Join.Add(evaluation.Joined.ToPrediction(offset, time, evaluation));
            at = at with { Predictions = offset + 1 };
        }
    }
}
