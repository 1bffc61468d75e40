using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Replay;

/// <summary>
/// Lets the half of a join that is ahead wait for the other, where the joins have as much in memory as they may. Elsewhere both are read as they come: a client that is paused throws away what it has fetched.
/// </summary>
internal sealed class ReplayAlignment(RangeReader<RecordKey, Evaluation> reader, ReplayedJoins joins, JoinSettings settings)
{
    private const int BetweenLooks = 512;

    private readonly long slack = (long)settings.Slack.TotalMilliseconds;
    private int records;

    /// <summary>A record was read.</summary>
    public void Note()
    {
        if (++records % BetweenLooks == 0)
        {
            Look(joins.AreFull);
        }
    }

    private void Look(bool areFull)
    {
        foreach (var partition in joins.All)
        {
            var (predictions, labels) = (partition.Predictions.ToTopicPartition(), partition.Labels.ToTopicPartition());
            var times = partition.Join.Times;
            Align(areFull, predictions, labels, times.Predictions - times.Labels);
            Align(areFull, labels, predictions, times.Labels - times.Predictions);
        }
    }

    private void Align(bool areFull, TopicPartition one, TopicPartition other, long lead)
    {
        if (lead <= 0)
        {
            reader.Release(other);
        }
        else if (areFull && lead > slack)
        {
            reader.TryWait(one, other);
        }
    }
}
