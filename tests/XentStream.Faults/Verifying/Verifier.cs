using XentStream.Faults.Reading;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Verifying;

/// <summary>
/// Reads input and results after a run and says what is wrong with them. Of the worker it shares what is done to a single record, and nothing of what batches, commits and
/// recovers.
/// </summary>
internal static class Verifier
{
    /// <summary>Verifies.</summary>
    /// <param name="broker">Where the brokers are reached.</param>
    /// <param name="settings">The topics, the group, and the contracts.</param>
    /// <param name="shown">What a reader of the results was shown during the run.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<Verdict> VerifyAsync(string broker, WorkerSettings settings, IReadOnlyDictionary<(int Partition, long Offset), ulong> shown, CancellationToken stop)
    {
        var violations = new Violations();
        var expected = new Expectation(settings, violations);
        await CommittedTopic.ReadAsync(broker, settings.Topics.Input[0], expected.Take, stop);
        await GroupCheck.CheckAsync(broker, settings.Kafka.GroupId, settings.Topics.Input[0], expected.Ends, violations);

        var deltas = await CheckResultsAsync(broker, settings, expected, shown, violations, stop);

        var quarantine = new QuarantineCheck(expected, violations);
        await CommittedTopic.ReadAsync(broker, settings.Topics.Quarantine, quarantine.Take, stop);
        quarantine.Finish();

        var incidents = new IncidentCheck(expected, violations);
        await CommittedTopic.ReadAsync(broker, settings.Topics.Incidents, incidents.Take, stop);
        incidents.Finish();

        var windows = await ReplayCheck.CheckAsync(settings, violations, stop);
        return new Verdict(expected.Ends.Values.Sum(), deltas.Ranges, deltas.Deltas, quarantine.Records, incidents.Incidents, windows, violations.ToList());
    }

    private static async Task<DeltaCheck> CheckResultsAsync(
        string broker, WorkerSettings settings, Expectation expected, IReadOnlyDictionary<(int Partition, long Offset), ulong> shown, Violations violations, CancellationToken stop)
    {
        var deltas = new DeltaCheck(expected, violations);
        await ShownCheck.ReadAsync(broker, settings.Topics.Results, shown, record => deltas.Take(Delta.Parse(record.Message.Value)), violations, stop);
        deltas.Finish();
        return deltas;
    }
}
