using Confluent.Kafka;

namespace XentStream.Pipeline.Kafka;

/// <summary>
/// Finds where a record set ends that the client refuses because its bytes are damaged. A broker looks a set up by its offsets and answers with the whole of it, so each offset within gives the same
/// refusal, which names where the set begins; and the first offset that does not is the end. That takes no byte of the set for true, as its own header would have to be, and two questions for
/// each doubling of its length.
/// </summary>
/// <param name="build">Makes a client, as <see cref="KafkaClients.BuildProbe"/> does. Each question has its own: behind a set that it refuses a client jumps to an offset that it takes from there, and tells of it so late that the next question would get the answer.</param>
/// <param name="patience">How long the broker may take for an answer.</param>
/// <param name="onAnswer">Is called with each answer.</param>
internal sealed class RecordSetProbe(Func<IConsumer<byte[]?, byte[]?>> build, TimeSpan patience, Action? onAnswer = null)
{
    // What was damaged on its way, and not on the disk, comes whole another time.
    private const int Tries = 3;

    /// <summary>Whether an error says that a record set is damaged. Without an offset it does not: an answer that is larger than the client may receive has the same code.</summary>
    public static bool IsDamage(ConsumeException refused) =>
        refused.Error.Code is ErrorCode.Local_BadMsg or ErrorCode.Local_BadCompression && refused.ConsumerRecord is { Offset.IsSpecial: false };

    /// <summary>The offset behind the record set that is refused from an offset on; null where something can be read there after all.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or the offset is gone.</exception>
    public long? FindEnd(TopicPartition partition, long offset)
    {
        var refused = SetRefusedAt(partition, offset);
        for (var more = 1; more < Tries && refused is not null; more++)
        {
            refused = SetRefusedAt(partition, offset);
        }

        return refused is { } set ? FindEnd(partition, set, Math.Max(set, offset)) : null;
    }

    private long FindEnd(TopicPartition partition, long set, long inside)
    {
        var high = Math.Max(AskForEnd(partition), inside + 1);
        var step = 1L;
        while (inside + step < high && SetRefusedAt(partition, inside + step) == set)
        {
            inside += step;
            step *= 2;
        }

        var outside = Math.Min(inside + step, high);
        while (outside - inside > 1)
        {
            var middle = inside + ((outside - inside) / 2);
            (inside, outside) = SetRefusedAt(partition, middle) == set ? (middle, outside) : (inside, middle);
        }

        return outside;
    }

    // Only the first answer counts: behind a set that it refuses the client reads on at the wrong place.
    private long? SetRefusedAt(TopicPartition partition, long offset) => Ask(reader =>
    {
        try
        {
            reader.Assign(new TopicPartitionOffset(partition, offset));
            return reader.Consume(patience) is null ? throw new KafkaException(Silence(partition, offset)) : (long?)null;
        }
        catch (ConsumeException refused) when (IsDamage(refused))
        {
            return refused.ConsumerRecord.Offset;
        }
    });

    private long AskForEnd(TopicPartition partition) => Ask(reader => reader.QueryWatermarkOffsets(partition, patience).High);

    // On a thread of its own, on which it is closed as well: a client does not always come back from what it made of damaged bytes, and who asks must not stand still with it.
    private T Ask<T>(Func<IConsumer<byte[]?, byte[]?>, T> question)
    {
        var asked = new TaskCompletionSource<T>();
        new Thread(() => Answer(question, asked)) { Name = "xentstream-probe", IsBackground = true }.Start();
        try
        {
            var hasAnswered = ((IAsyncResult)asked.Task).AsyncWaitHandle.WaitOne(patience * 2);
            return hasAnswered ? asked.Task.GetAwaiter().GetResult() : throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "a client that asks for damage does not come back"));
        }
        finally
        {
            onAnswer?.Invoke();
        }
    }

    private void Answer<T>(Func<IConsumer<byte[]?, byte[]?>, T> question, TaskCompletionSource<T> asked)
    {
        try
        {
            using var reader = build();
            asked.SetResult(question(reader));
        }
        catch (KafkaException refused)
        {
            asked.TrySetException(refused);
        }
    }

    private Error Silence(TopicPartition partition, long offset) =>
        new(ErrorCode.Local_TimedOut, $"nothing came from {partition.Topic}[{partition.Partition.Value}] at offset {offset} for {patience.TotalSeconds:0} s");
}
