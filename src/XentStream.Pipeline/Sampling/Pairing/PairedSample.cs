using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Sampling.Pairing;

/// <summary>Joins the predictions and labels of a sample, and finds those that would be a pair if they were in partitions of one number.</summary>
internal sealed class PairedSample(WorkerSettings settings, TimeSpan visible, PairingReport report)
{
    private readonly Dictionary<int, JoinedPartition> partitions = [];
    private readonly Dictionary<UInt128, HashSet<int>> places = [];
    private readonly PairingFigures figures = new(report);

    /// <summary>Adds a record. Predictions come before labels.</summary>
    public void Add(ConsumeResult<RecordKey, Evaluation> record)
    {
        var (evaluation, place) = (record.Message.Value, new SamplePlace(record.Topic, record.Partition.Value, record.Offset.Value));
        var topic = evaluation.Joined!.IsLabel ? report.Labels : report.Predictions;
        topic.Tally.Add(place, evaluation);
        topic.Note(record.Message.Key.Bytes, record.Partition);
        if (evaluation.Status != BatchStatus.Rejected && !evaluation.Joined.IsHeartbeat)
        {
            Place(evaluation.Joined, record.Partition);
        }

        var partition = Find(record.Partition);
        partition.Feed(record.Offset, record.Message.Timestamp, evaluation);
        foreach (var misfit in partition.Join.Misfits.Where(misfit => misfit.Fault.Severity != Severity.Info))
        {
            report.Pairs.Add(place with { Offset = misfit.Offset, Name = report.Labels.Name }, misfit.Fault);
        }

        partition.Join.Misfits.Clear();
    }

    /// <summary>There are no more.</summary>
    public void End() => report.Books.Add(figures.Join);

    private void Place(JoinContent content, int partition)
    {
        var id = PairedContent.DigestOf(content.Id.Span);
        if (content.IsLabel)
        {
            report.Elsewhere += places.TryGetValue(id, out var there) && !there.Contains(partition) ? 1 : 0;
        }
        else if (!places.TryAdd(id, [partition]))
        {
            places[id].Add(partition);
        }
    }

    private JoinedPartition Find(int number)
    {
        if (!partitions.TryGetValue(number, out var partition))
        {
            var join = new PartitionJoin(settings.Join! with { Within = visible }, settings.ContractOf, (_, _) => figures);
            partition = new JoinedPartition(new PartitionId(report.Predictions.Name, number), new PartitionId(report.Labels.Name, number), default, join);
            partitions.Add(number, partition);
        }

        return partition;
    }
}
