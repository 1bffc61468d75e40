namespace XentStream.Pipeline.Publishing;

/// <summary>The names of all instruments and attributes: public interface, frozen by a test. Dashboards and alerts use no others.</summary>
public static class InstrumentNames
{
#pragma warning disable CS1591 // Each name says itself what it is; units and attributes stand where the instrument is made.
    public const string Meter = "XentStream";

    public const string Loss = "xentstream.evaluated.loss";
    public const string Weight = "xentstream.evaluated.weight";
    public const string Rows = "xentstream.evaluated.rows";
    public const string Correct = "xentstream.evaluated.correct";
    public const string Brier = "xentstream.evaluated.brier";
    public const string Entropy = "xentstream.evaluated.entropy";
    public const string CalibrationRows = "xentstream.calibration.rows";
    public const string CalibrationCorrect = "xentstream.calibration.correct";
    public const string CalibrationConfidence = "xentstream.calibration.confidence";
    public const string BatchLoss = "xentstream.batch.loss";
    public const string BatchesEvaluated = "xentstream.batches.evaluated";
    public const string BatchesEmpty = "xentstream.batches.empty";
    public const string BatchesRejected = "xentstream.batches.rejected";
    public const string BatchesWarned = "xentstream.batches.warned";
    public const string LastEvent = "xentstream.evaluation.last.event.timestamp";

    public const string JoinPredictions = "xentstream.join.predictions";
    public const string JoinLabels = "xentstream.join.labels";
    public const string JoinMatches = "xentstream.join.matches";
    public const string JoinLabelDelay = "xentstream.join.label.delay";
    public const string JoinCoverage = "xentstream.join.coverage.rows";
    public const string JoinMemory = "xentstream.join.memory";
    public const string JoinMemoryLimit = "xentstream.join.memory.limit";

    public const string IncidentsOpen = "xentstream.incidents.open";
    public const string PartitionStalled = "xentstream.partition.stalled";
    public const string BrokerErrors = "xentstream.broker.errors";
    public const string RecordsLost = "xentstream.records.lost";
    public const string Transactions = "xentstream.transactions";
    public const string PartitionLag = "xentstream.partition.lag";
    public const string PartitionLagTime = "xentstream.partition.lag.time";
    public const string CertificateExpiry = "xentstream.certificate.expiry.timestamp";

    /// <summary>The span of a committed batch.</summary>
    public const string EvaluateSpan = "xentstream.evaluate";

    // OpenTelemetry's semantic conventions for messaging, status Development.
    public const string MessagesConsumed = "messaging.client.consumed.messages";
    public const string MessagesSent = "messaging.client.sent.messages";
    public const string ProcessDuration = "messaging.process.duration";
    public const string OperationDuration = "messaging.client.operation.duration";

    public const string Model = "model";
    public const string ModelVersion = "model.version";
    public const string Outcome = "outcome";
    public const string K = "k";
    public const string Bin = "bin";
    public const string ErrorType = "error.type";
    public const string MessagingSystem = "messaging.system";
    public const string MessagingOperation = "messaging.operation.name";
    public const string MessagingDestination = "messaging.destination.name";
    public const string MessagingPartition = "messaging.destination.partition.id";
    public const string MessagingGroup = "messaging.consumer.group.name";
    public const string MessagingBatchSize = "messaging.batch.message_count";
    public const string Property = "property";
#pragma warning restore CS1591
}
