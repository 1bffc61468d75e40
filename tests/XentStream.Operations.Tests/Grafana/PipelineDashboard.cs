namespace XentStream.Operations.Tests.Grafana;

/// <summary>Does the worker keep up? For those who run it.</summary>
internal static class PipelineDashboard
{
    private const string Partition = "{{messaging_destination_name}} {{messaging_destination_partition_id}}";

    public static Dashboard Dashboard { get; } = new("pipeline", "Pipeline", "Whether the workers keep up, and what stands in their way. For those who run them.") { Panels = [.. States, .. Flow, .. Costs, .. LabelPanels.Join] };

    private static Panel[] States =>
    [
        State("Workers that answer", "Targets that could be scraped. 0: see the pod's events and log; the worker itself waits for a broker and does not end.", """sum(up{job="xentstream"})""", "short", (1, 0.5)),
        State("Longest wait", "How long the oldest uncommitted record has waited, over all partitions. Minutes: add workers up to the number of partitions, or look whether one partition stands still.", "max(xentstream_partition_lag_time_seconds)", "s", (60, 300)),
        State("Partitions that stand still", "They have records and do not move: a record is larger than the client may receive, or corrupt. The incident on the status page names its offset and the way out.", "sum(xentstream_partition_stalled)", "short", (0.5, 1)),
        State("Records lost", "Records that retention removed before they were read, within the range. They are gone: replay from a copy if there is one, raise retention.ms, and add workers.", "sum(increase(xentstream_records_lost_total[$__range]))", "short", (0.5, 1)),
        State("Open incidents", "Causes that are open now. The status page of a worker says of each what is wrong, the likely cause and the fix.", "sum(max by (error_type) (xentstream_incidents_open))", "short", (1, 10)),
        State("Certificate ends in", "The first of the client's certificates to end. Renew it in the mounted secret; the worker notices by itself.", "min(xentstream_certificate_expiry_timestamp_seconds) - time()", "s", (14 * 86400, 2 * 86400)),
    ];

    private static Panel[] Flow =>
    [
        new(
            "Lag in records",
            "Records up to the last stable offset that are not committed, by partition. All rise: too few workers. One rises: it stands still, or its key is hot.",
            new Query("sum by (messaging_destination_name, messaging_destination_partition_id) (xentstream_partition_lag)", Partition))
        {
            Min = 0,
        },
        new(
            "Lag in time",
            "The same as the age of the oldest uncommitted record, at most. This is how old the numbers on the other dashboards are.",
            new Query("max by (messaging_destination_name, messaging_destination_partition_id) (xentstream_partition_lag_time_seconds)", Partition))
        {
            Unit = "s",
            Min = 0,
        },
        new(
            "Records consumed",
            "By topic. 0 with a lag: see the log of the worker; 0 without one: nobody sends.",
            new Query("sum by (messaging_destination_name) (rate(messaging_client_consumed_messages_total[$__rate_interval]))", "{{messaging_destination_name}}"))
        {
            Unit = "cps",
            Min = 0,
        },
        new(
            "Records written",
            "Deltas, quarantined records and changes of incidents, committed. Quarantine near the rate consumed: a sender broke; open the Incident dashboard.",
            new Query("sum by (messaging_destination_name) (rate(messaging_client_sent_messages_total[$__rate_interval]))", "{{messaging_destination_name}}"))
        {
            Unit = "cps",
            Min = 0,
        },
        new(
            "Transactions",
            "By outcome. Aborted ones are sent again from memory and count nothing twice; many of them: the coordinator is in trouble. Fenced: two workers have one InstanceId.",
            new Query("sum by (outcome) (rate(xentstream_transactions_total[$__rate_interval]))", "{{outcome}}"))
        {
            Unit = "cps",
            Min = 0,
        },
        new(
            "Errors of the client",
            "What librdkafka told of, by kind. Authentication or authorisation: credentials or ACLs. Transport: the network, or brokers that restart; it is tried again for ever.",
            new Query("sum by (error_type) (rate(xentstream_broker_errors_total[$__rate_interval]))", "{{error_type}}"))
        {
            Unit = "cps",
            Min = 0,
        },
    ];

    private static Panel[] Costs =>
    [
        new(
            "Time to evaluate a record",
            "Decoding, checks and scoring, of one record in sixteen. The 99th percentile rises with the batches' size; a jump without one: see memory and the processor's throttling.",
            Quantile(0.5, "messaging_process_duration_seconds"),
            Quantile(0.99, "messaging_process_duration_seconds"))
        {
            Unit = "s",
            Width = 8,
            Min = 0,
        },
        new(
            "Time of a commit",
            "One transaction, from its begin to the broker's answer. Seconds: the brokers are slow or one is away; lag follows.",
            Quantile(0.5, "messaging_client_operation_duration_seconds"),
            Quantile(0.99, "messaging_client_operation_duration_seconds"))
        {
            Unit = "s",
            Width = 8,
            Min = 0,
        },
        new(
            "Memory",
            "Resident, and the managed heap after the last collection. Between them lie the client's buffers: queued.max.messages.kbytes in Kafka:Properties bounds those.",
            new Query("sum by (instance) (dotnet_process_memory_working_set_bytes)", "{{instance}} resident"),
            new Query("sum by (instance) (dotnet_gc_last_collection_heap_size_bytes)", "{{instance}} heap"))
        {
            Unit = "bytes",
            Width = 8,
            Min = 0,
        },
    ];

    private static Panel State(string title, string description, string expression, string unit, (double Orange, double Red) thresholds) =>
        new(title, description, new Query(expression, title)) { Kind = "stat", Unit = unit, Width = 4, Height = 5, Thresholds = thresholds };

    private static Query Quantile(double quantile, string metric) =>
        new(FormattableString.Invariant($"histogram_quantile({quantile}, sum by (le) (rate({metric}_bucket[$__rate_interval])))"), FormattableString.Invariant($"{quantile * 100:0} %"));
}
