using System.Diagnostics.Metrics;
using Confluent.Kafka;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Publishing;

/// <summary>The metrics of the worker's own work: messages, durations, transactions, errors, lag.</summary>
internal sealed class WorkerInstruments
{
    private static readonly InstrumentAdvice<double> LossBuckets = new() { HistogramBucketBoundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] };
    private static readonly InstrumentAdvice<double> SecondBuckets =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] };

    private static readonly InstrumentAdvice<double> DelayBuckets =
        new() { HistogramBucketBoundaries = [0, 1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 30 * 86400] };

    private static readonly string[] TransactionOutcomes = ["committed", "aborted", "fenced"];

    // Those that rules of alerts ask for.
    private static readonly ErrorCode[] AlertedErrors =
    [
        ErrorCode.Local_AllBrokersDown, ErrorCode.Local_Authentication, ErrorCode.Local_Ssl, ErrorCode.SaslAuthenticationFailed, ErrorCode.TopicAuthorizationFailed,
        ErrorCode.GroupAuthorizationFailed, ErrorCode.TransactionalIdAuthorizationFailed, ErrorCode.ClusterAuthorizationFailed,
    ];

    private static readonly KeyValuePair<string, object?> Kafka = new(InstrumentNames.MessagingSystem, "kafka");

    private readonly CommittedTotals committed;
    private readonly TopicSettings topics;
    private readonly Histogram<double> batchLoss;
    private readonly Histogram<double> labelDelay;
    private readonly Counter<long> consumed;
    private readonly Counter<long> sent;
    private readonly Histogram<double> processDuration;
    private readonly Histogram<double> operationDuration;
    private readonly Counter<long> transactions;
    private readonly Counter<long> brokerErrors;
    private readonly Counter<long> recordsLost;

    public WorkerInstruments(IMeterFactory meters, CommittedTotals committed, PartitionLags lags, IncidentCounts incidents, WorkerSettings settings)
    {
        this.committed = committed;
        topics = settings.Topics;
        var meter = meters.Create(InstrumentNames.Meter);
        batchLoss = meter.CreateHistogram(InstrumentNames.BatchLoss, "{nat}", "Mean loss of a batch.", tags: null, LossBuckets);
        labelDelay = meter.CreateHistogram(InstrumentNames.JoinLabelDelay, "s", "How long after its prediction the first label came, by their timestamps.", tags: null, DelayBuckets);
        consumed = meter.CreateCounter<long>(InstrumentNames.MessagesConsumed, "{message}", "Records received.");
        sent = meter.CreateCounter<long>(InstrumentNames.MessagesSent, "{message}", "Records written and committed.");
        processDuration = meter.CreateHistogram(InstrumentNames.ProcessDuration, "s", $"Time to evaluate a record, of one in {BatchEvaluator.Measured}.", tags: null, SecondBuckets);
        operationDuration = meter.CreateHistogram(InstrumentNames.OperationDuration, "s", "Time of a commit.", tags: null, SecondBuckets);
        transactions = meter.CreateCounter<long>(InstrumentNames.Transactions, "{transaction}", "Transactions by outcome.");
        brokerErrors = meter.CreateCounter<long>(InstrumentNames.BrokerErrors, "{error}", "Errors that the client told of, by kind.");
        recordsLost = meter.CreateCounter<long>(InstrumentNames.RecordsLost, "{record}", "Records that retention removed before they were read, and offsets whose bytes are damaged.");
        meter.CreateObservableGauge(InstrumentNames.PartitionLag, lags.Measure, "{record}", "Records up to the last stable offset that are not yet committed.");
        meter.CreateObservableGauge(InstrumentNames.PartitionStalled, lags.MeasureStalled, "{partition}", "1 where a partition has records and stands still.");
        meter.CreateObservableGauge(InstrumentNames.PartitionLagTime, lags.MeasureTime, "s", "How long the oldest record that is not yet committed has waited, at most.");
        meter.CreateObservableGauge(InstrumentNames.IncidentsOpen, incidents.Measure, "{incident}", "Incidents that are open, by reason code.");
        meter.CreateObservableGauge(InstrumentNames.CertificateExpiry, new CertificateExpiries(settings.Kafka).Measure, "s", "When a certificate of the client ends.");
        ShowZeros();
    }

    /// <summary>Records were received.</summary>
    public void Consumed(string topic, long records) => consumed.Add(records, Kafka, new(InstrumentNames.MessagingDestination, topic));

    /// <summary>A record was evaluated.</summary>
    public void Processed(string topic, TimeSpan duration) => processDuration.Record(duration.TotalSeconds, Kafka, new(InstrumentNames.MessagingDestination, topic));

    /// <summary>A batch was committed: only now its losses count.</summary>
    public void Committed(PendingBatch batch, TimeSpan duration)
    {
        sent.Add(batch.Deltas.Count(), Kafka, new(InstrumentNames.MessagingDestination, topics.Results));
        sent.Add(batch.Partitions.Values.Sum(partition => partition.Quarantined.Count), Kafka, new(InstrumentNames.MessagingDestination, topics.Quarantine));
        sent.Add(batch.IncidentChanges.Count, Kafka, new(InstrumentNames.MessagingDestination, topics.Incidents));
        operationDuration.Record(duration.TotalSeconds, Kafka, new(InstrumentNames.MessagingOperation, "commit"));
        foreach (var (_, _, key, delta) in batch.Deltas)
        {
            var (model, version) = committed.NameOf(key);
            foreach (var mean in delta.BatchMeans)
            {
                batchLoss.Record(mean, new(InstrumentNames.Model, model), new(InstrumentNames.ModelVersion, version));
            }

            foreach (var delay in delta.LabelDelays)
            {
                labelDelay.Record(delay, new(InstrumentNames.Model, model), new(InstrumentNames.ModelVersion, version));
            }
        }
    }

    /// <summary>A transaction ended: committed, aborted or fenced.</summary>
    public void CountTransaction(string outcome) => transactions.Add(1, new KeyValuePair<string, object?>(InstrumentNames.Outcome, outcome));

    /// <summary>The client told of an error.</summary>
    public void CountBrokerError(Error error) => brokerErrors.Add(1, new KeyValuePair<string, object?>(InstrumentNames.ErrorType, error.Code.ToString()));

    /// <summary>Retention removed records before they were read.</summary>
    public void CountLost(long records) => recordsLost.Add(records);

    // Counters from the start, so that the first event of a kind is seen by rate() and increase().
    private void ShowZeros()
    {
        recordsLost.Add(0);
        foreach (var outcome in TransactionOutcomes)
        {
            transactions.Add(0, new KeyValuePair<string, object?>(InstrumentNames.Outcome, outcome));
        }

        foreach (var code in AlertedErrors)
        {
            brokerErrors.Add(0, new KeyValuePair<string, object?>(InstrumentNames.ErrorType, code.ToString()));
        }
    }
}
