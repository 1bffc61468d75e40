using XentStream.Faults.Reading;
using XentStream.Pipeline.Configuration;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>Reads both topics of the input and the results after a run, joins by itself, and says what is wrong.</summary>
internal static class JoinedVerifier
{
    /// <summary>Verifies.</summary>
    /// <param name="broker">Where the brokers are reached.</param>
    /// <param name="settings">The topics, the group, the contracts and the join.</param>
    /// <param name="shown">What a reader of the results was shown during the run.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<Verdict> VerifyAsync(string broker, WorkerSettings settings, IReadOnlyDictionary<(int Partition, long Offset), ulong> shown, CancellationToken stop)
    {
        var violations = new Violations();
        var expected = new JoinExpectation(settings, violations);
        await CommittedTopic.ReadAsync(broker, settings.Topics.Input[0], expected.TakePrediction, stop);
        await CommittedTopic.ReadAsync(broker, settings.Topics.Labels!, expected.TakeLabel, stop);
        expected.Join();
        await GroupCheck.CheckAsync(broker, settings.Kafka.GroupId, settings.Topics.Input[0], expected.Ends, violations);
        await GroupCheck.CheckAsync(broker, settings.Kafka.GroupId, settings.Topics.Labels!, expected.LabelEnds, violations);

        var deltas = new JoinedDeltaCheck(expected, violations);
        await ShownCheck.ReadAsync(broker, settings.Topics.Results, shown, record => deltas.Take(JoinedDelta.Parse(record.Message.Value)), violations, stop);
        deltas.Finish();

        var quarantine = new JoinedQuarantineCheck(expected, violations);
        await CommittedTopic.ReadAsync(broker, settings.Topics.Quarantine, quarantine.Take, stop);
        quarantine.Finish();

        var incidents = new JoinedIncidentCheck(expected, violations);
        await CommittedTopic.ReadAsync(broker, settings.Topics.Incidents, incidents.Take, stop);
        incidents.Finish();

        var windows = await ReplayCheck.CheckAsync(settings, violations, stop);
        var records = expected.Ends.Values.Sum() + expected.LabelEnds.Values.Sum();
        return new Verdict(records, deltas.Commits, deltas.Deltas, quarantine.Records, incidents.Incidents, windows, violations.ToList()) { Books = deltas.Books };
    }
}
