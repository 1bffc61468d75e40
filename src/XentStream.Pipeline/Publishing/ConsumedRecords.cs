namespace XentStream.Pipeline.Publishing;

/// <summary>Counts the records of a thread, and shows them by and by: to tell the exporter of each would cost a fifth of what evaluating a small one does.</summary>
/// <param name="instruments">Where they are shown.</param>
internal sealed class ConsumedRecords(WorkerInstruments instruments)
{
    private string topic = "";
    private long count;

    /// <summary>A record was evaluated.</summary>
    /// <param name="of">Its topic. Records of one topic come in long runs.</param>
    /// <param name="duration">How long that took, where it was measured.</param>
    public void Add(string of, TimeSpan? duration)
    {
        if (of != topic)
        {
            Show();
            topic = of;
        }

        count++;
        if (duration is { } measured)
        {
            instruments.Processed(of, measured);
        }
    }

    /// <summary>Shows all records up to now.</summary>
    public void Show()
    {
        if (count > 0)
        {
            instruments.Consumed(topic, count);
            count = 0;
        }
    }
}
