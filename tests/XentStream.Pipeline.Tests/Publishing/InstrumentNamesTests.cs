using System.Reflection;
using XentStream.Pipeline.Publishing;

namespace XentStream.Pipeline.Tests.Publishing;

public sealed class InstrumentNamesTests
{
    // Public interface: whoever changes a line here changes other people's dashboards and alerts.
    private static readonly string[] Frozen =
    [
        "XentStream", "bin", "error.type", "k", "messaging.batch.message_count", "messaging.client.consumed.messages", "messaging.client.operation.duration", "messaging.client.sent.messages", "messaging.consumer.group.name", "messaging.destination.name",
        "messaging.destination.partition.id", "messaging.operation.name", "messaging.process.duration", "messaging.system", "model", "model.version", "outcome", "property", "xentstream.batch.loss",
        "xentstream.batches.empty", "xentstream.batches.evaluated", "xentstream.batches.rejected", "xentstream.batches.warned", "xentstream.broker.errors", "xentstream.calibration.confidence",
        "xentstream.calibration.correct", "xentstream.calibration.rows", "xentstream.certificate.expiry.timestamp", "xentstream.evaluate", "xentstream.evaluated.brier", "xentstream.evaluated.correct", "xentstream.evaluated.entropy", "xentstream.evaluated.loss",
        "xentstream.evaluated.rows", "xentstream.evaluated.weight", "xentstream.evaluation.last.event.timestamp", "xentstream.incidents.open", "xentstream.join.coverage.rows", "xentstream.join.label.delay", "xentstream.join.labels", "xentstream.join.matches", "xentstream.join.memory", "xentstream.join.memory.limit", "xentstream.join.predictions", "xentstream.partition.lag", "xentstream.partition.lag.time", "xentstream.partition.stalled", "xentstream.records.lost", "xentstream.transactions",
    ];

    [Fact]
    public void Names_AreFrozen() => Assert.Equal(
        Frozen,
        typeof(InstrumentNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!).Order(StringComparer.Ordinal));
}
