using Confluent.Kafka;
using XentStream.Faults.Reading;

namespace XentStream.Faults.Verifying;

/// <summary>Reads the results, and looks for what a reader of what is committed was shown during the run and is not there.</summary>
internal static class ShownCheck
{
    public static async Task ReadAsync(
        string broker, string results, IReadOnlyDictionary<(int Partition, long Offset), ulong> shown, Action<ConsumeResult<byte[]?, byte[]?>> onRecord, Violations violations, CancellationToken stop)
    {
        var confirmed = 0;
        await CommittedTopic.ReadAsync(
            broker,
            results,
            record =>
            {
                onRecord(record);
                confirmed += shown.TryGetValue((record.Partition, record.Offset), out var bytes) && bytes == Fingerprint.Of(record.Message, headers: 0) ? 1 : 0;
            },
            stop);
        if (confirmed != shown.Count)
        {
            violations.Add("shown", $"{shown.Count - confirmed} of the {shown.Count} results that a reader of what is committed was shown are not there, or are others.");
        }
    }
}
