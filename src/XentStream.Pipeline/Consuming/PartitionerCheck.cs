using Confluent.Kafka;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Incidents;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Kafka;

namespace XentStream.Pipeline.Consuming;

/// <summary>Finds two topics whose producers place keys by different partitioners: then most predictions never meet their labels, and nothing else shows it.</summary>
internal sealed class PartitionerCheck(LaneParts parts, IncidentBook incidents)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, PartitionerGuess> guesses = [];
    private bool isDone;

    /// <summary>Takes a record into account.</summary>
    public void Note(IConsumer<RecordKey, Evaluation> consumer, ConsumeResult<RecordKey, Evaluation> record, JoinedPartition partition)
    {
        if (isDone)
        {
            return;
        }

        if (guesses.Count == 0 && !TryBegin(consumer, partition))
        {
            isDone = true;
            return;
        }

        guesses[record.Topic].Note(record.Message.Key.Bytes, record.Partition);
        if (guesses.Values.All(guess => guess.IsDone))
        {
            isDone = true;
            Compare(partition, guesses[partition.Predictions.Topic].Name, guesses[partition.Labels.Topic].Name);
        }
    }

    // Of one partition there is nothing to find out.
    private bool TryBegin(IConsumer<RecordKey, Evaluation> consumer, JoinedPartition partition)
    {
        var count = TopicBounds.PartitionsOf(consumer, partition.Predictions.Topic, Patience).Count();
        guesses[partition.Predictions.Topic] = new PartitionerGuess(count);
        guesses[partition.Labels.Topic] = new PartitionerGuess(count);
        return count > 1;
    }

    private void Compare(JoinedPartition partition, string? predictions, string? labels)
    {
        if (predictions != labels)
        {
            var now = new Sighting(0, parts.Time.GetUtcNow());
            incidents.Note(new IncidentKey("label-partitioner-mismatch", "", "", partition.Labels), ExampleOf(partition, predictions, labels), now, now, 1);
        }
    }

    private static IncidentExample ExampleOf(JoinedPartition partition, string? predictions, string? labels) => new(
        "warn",
        $"Keys of `{partition.Predictions.Topic}` are placed by {predictions ?? "no usual partitioner"}, keys of `{partition.Labels.Topic}` by {labels ?? "no usual partitioner"}: most predictions never meet their labels.",
        "Java clients use murmur2; clients on librdkafka (Python, Go, .NET) use CRC32 unless they are told otherwise.",
        "Set partitioner=murmur2_random in the clients on librdkafka, and give both topics the same keys.");
}
