namespace XentStream.Operations.Tests.Grafana;

/// <summary>One model: what broke, when, and what to do. For whoever is woken.</summary>
internal static class IncidentDashboard
{
    private const string Chosen = "model=\"$model\",model_version=~\"$version\"";

    public static Dashboard Dashboard { get; } = new("incident", "Incident", "One model: what broke, since when, and where to look. For whoever is woken.")
    {
        Variables =
        [
            new Variable("model", "model", "xentstream_evaluated_rows_total", IsMultiple: false),
            new Variable("version", "model_version", """xentstream_evaluated_rows_total{model="$model"}""", IsMultiple: true),
        ],
        Panels = [.. Broken, .. Consequences],
    };

    private static Panel[] Broken =>
    [
        new(
            "What broke",
            "Batches of this model that were rejected within the range, by reason. Take the first: the others often follow from it.",
            new Query($$"""sort_desc(sum by (error_type, model_version) (increase(xentstream_batches_rejected_total{{{Chosen}}}[$__range])) > 0)""", "{{error_type}} {{model_version}}") { IsInstant = true })
        {
            Kind = "bargauge",
            Height = 9,
        },
        new("Where to look", "What to do, in order.")
        {
            Kind = "text",
            Height = 9,
            Text = """
                1. **Look the reason up**: `xentstream explain CODE`, or `ops/runbooks/reasons.md`.
                2. **See an example**: the worker's status page (`http://WORKER:9464/`) lists open incidents with what is wrong in the first batch, the likely cause and the fix, and where it lies:
                   topic, partition, offset.
                3. **Take the batch itself**: `xentstream quarantine list --code CODE`; its bytes are in the quarantine topic as they came; `xentstream score FILE` explains them.
                4. **Fix the sender or the contract**, then `xentstream quarantine retry --code CODE`: what passes is counted in the windows that it belongs to, once.
                """,
        },
        new(
            "When",
            "Rejected batches over time, by reason. A step at a deployment: roll it back. A slope: one client after the other was updated.",
            new Query($$"""sum by (error_type) (rate(xentstream_batches_rejected_total{{{Chosen}}}[$__rate_interval])) > 0""", "{{error_type}}"))
        {
            Unit = "cps",
            Min = 0,
        },
        new(
            "Doubtful",
            "Batches of this model that were scored with a warning, by reason: their loss is in the mean. If the reason holds, so does the doubt.",
            new Query($$"""sum by (error_type) (rate(xentstream_batches_warned_total{{{Chosen}}}[$__rate_interval]))""", "{{error_type}}"))
        {
            Unit = "cps",
            Min = 0,
        },
    ];

    private static Panel[] Consequences =>
    [
        new(
            "Open incidents by reason, all models",
            "Only this model's reasons: its sender. The same reason everywhere: something that all senders share, such as a library, a gateway or the contract.",
            new Query("max by (error_type) (xentstream_incidents_open) > 0", "{{error_type}}"))
        {
            Width = 8,
            Min = 0,
        },
        new(
            "Rows that are left",
            "What is still scored. Near 0, the loss below speaks for nobody.",
            new Query($$"""sum by (outcome) (rate(xentstream_evaluated_rows_total{{{Chosen}}}[$__rate_interval]))""", "{{outcome}}"))
        {
            Unit = "rowsps",
            Width = 8,
            Min = 0,
        },
        new(
            "Mean loss meanwhile",
            "The loss of what could be scored. A change beside the incident: the broken batches were not like the others.",
            new Query($$"""sum by (model_version) (rate(xentstream_evaluated_loss_total{{{Chosen}}}[$__rate_interval])) / (sum by (model_version) (rate(xentstream_evaluated_weight_total{{{Chosen}}}[$__rate_interval])) > 0)""", "{{model_version}}"))
        {
            Width = 8,
            Min = 0,
        },
    ];
}
