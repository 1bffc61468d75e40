namespace XentStream.Operations.Tests.Grafana;

/// <summary>How good are the models, and is that number true? For those who own a model.</summary>
internal static class QualityDashboard
{
    private const string By = "sum by (model, model_version)";
    private const string Chosen = "model=~\"$model\",model_version=~\"$version\"";
    private const string Legend = "{{model}} {{model_version}}";

    public static Dashboard Dashboard { get; } = new("quality", "Quality", "How good the models are right now, and whether that number is true. For those who own a model.")
    {
        Variables =
        [
            new Variable("model", "model", "xentstream_evaluated_rows_total", IsMultiple: true),
            new Variable("version", "model_version", """xentstream_evaluated_rows_total{model=~"$model"}""", IsMultiple: true),
        ],
        Panels = [.. Losses, .. Reasons, .. Others, .. LabelPanels.Coverage],
    };

    private static Panel[] Losses =>
    [
        new(
            "Mean loss, and its baseline",
            "Cross-entropy in nats: the sum of losses over the sum of weights, divided once. The baseline is the mean of the day before the last hour (of what there is, where that is less). "
                + "Well above it: compare with the other version below, then look at Calibration and at the warnings: a model that changed moves both, an encoding that changed has a reason code.",
            new Query(Ratio("evaluated_loss_total", "evaluated_weight_total"), Legend),
            new Query($$"""xentstream:loss_mean:baseline{{{Chosen}}} or xentstream:loss_mean:rate1d{{{Chosen}}}""", $"{Legend} baseline"))
        {
            Width = 16,
            Height = 10,
            Min = 0,
        },
        new(
            "Over the whole range",
            "The same mean over all rows of the range: the number to quote. It is exact over restarts, since counters carry sums. No number: nothing was scored.",
            new Query($$"""{{By}} (increase(xentstream_evaluated_loss_total{{{Chosen}}}[$__range])) / ({{By}} (increase(xentstream_evaluated_weight_total{{{Chosen}}}[$__range])) > 0)""", Legend) { IsInstant = true })
        {
            Kind = "stat",
            Width = 8,
            Height = 10,
        },
        new(
            "Accuracy",
            "The share of scored rows whose label is among the k highest scores. Falling with a steady loss: the ranking changed and the confidence did not; look at a new label set first.",
            new Query($$"""sum by (model, model_version, k) (rate(xentstream_evaluated_correct_total{{{Chosen}}}[$__rate_interval])) / on (model, model_version) group_left () ({{By}} (rate(xentstream_evaluated_rows_total{{{Chosen}},outcome="scored"}[$__rate_interval])) > 0)""", $"{Legend} top {{{{k}}}}"))
        {
            Unit = "percentunit",
            Min = 0,
            Max = 1,
        },
        new(
            "Loss of batches, 99th percentile",
            "Of the batches' means: one bad batch in a hundred. Rising while the mean is steady: a few clients send something else; find them by the reason codes or the quarantine.",
            new Query($$"""histogram_quantile(0.99, sum by (le, model, model_version) (rate(xentstream_batch_loss_bucket{{{Chosen}}}[$__rate_interval])))""", Legend))
        {
            Min = 0,
        },
    ];

    private static Panel[] Reasons =>
    [
        new(
            "Rejected batches by reason",
            "Batches that have no number, and why. Each is in the quarantine topic byte for byte. Look the reason up (xentstream explain CODE, ops/runbooks/reasons.md), fix the sender or the contract, then xentstream quarantine retry.",
            new Query($$"""sum by (model, model_version, error_type) (rate(xentstream_batches_rejected_total{{{Chosen}}}[$__rate_interval])) > 0""", $"{Legend} {{{{error_type}}}}"))
        {
            Unit = "cps",
        },
        new(
            "Batches scored with a warning",
            "A number is printed, and a reason to doubt it stands beside it. Look the reason up before you trust a change of the loss.",
            new Query($$"""sum by (model, model_version, error_type) (rate(xentstream_batches_warned_total{{{Chosen}}}[$__rate_interval])) > 0""", $"{Legend} {{{{error_type}}}}"))
        {
            Unit = "cps",
        },
        new(
            "Share of batches rejected",
            "Above a few in a hundred, the mean speaks for a part of the traffic only. Open the Incident dashboard for that model.",
            new Query($$"""{{By}} (rate(xentstream_batches_rejected_total{{{Chosen}}}[$__rate_interval])) / ({{By}} (rate(xentstream_batches_rejected_total{{{Chosen}}}[$__rate_interval])) + {{By}} (rate(xentstream_batches_evaluated_total{{{Chosen}}}[$__rate_interval])) > 0)""", Legend))
        {
            Unit = "percentunit",
            Width = 8,
            Min = 0,
            Max = 1,
        },
        new(
            "Age of the latest labels",
            "Time since the latest record of the model by its own timestamp. Growing while others stay: its sender, or the join with its labels, has stopped.",
            new Query($$"""time() - max by (model, model_version) (xentstream_evaluation_last_event_timestamp_seconds{{{Chosen}}})""", Legend))
        {
            Unit = "s",
            Width = 8,
            Min = 0,
        },
        new(
            "Rows by what became of them",
            "Scored rows are in the mean. Ignored ones carry the ignore value; infinite ones gave their label probability 0 and are counted apart; rejected ones belong to refused batches. A share that jumps is a change upstream.",
            new Query($$"""sum by (model, model_version, outcome) (rate(xentstream_evaluated_rows_total{{{Chosen}}}[$__rate_interval]))""", $"{Legend} {{{{outcome}}}}"))
        {
            Unit = "rowsps",
            Width = 8,
        },
    ];

    private static Panel[] Others =>
    [
        new(
            "Calibration error",
            "Expected calibration error over fifteen bins: how far confidence is from accuracy. Rising: the model is sure and wrong; recalibrate it (temperature), or look for a shift of its input.",
            new Query($$"""{{By}} (abs(sum by (model, model_version, bin) (rate(xentstream_calibration_confidence_total{{{Chosen}}}[$__rate_interval])) - sum by (model, model_version, bin) (rate(xentstream_calibration_correct_total{{{Chosen}}}[$__rate_interval])))) / ({{By}} (rate(xentstream_calibration_rows_total{{{Chosen}}}[$__rate_interval])) > 0)""", Legend))
        {
            Unit = "percentunit",
            Width = 8,
            Min = 0,
        },
        new(
            "Accuracy by confidence",
            "The reliability diagram over the range: of the rows with a confidence in each fifteenth, the share that is right. On a calibrated model bin 7 of 0 … 14 is right half of the time.",
            new Query($$"""sum by (bin) (increase(xentstream_calibration_correct_total{{{Chosen}}}[$__range])) / (sum by (bin) (increase(xentstream_calibration_rows_total{{{Chosen}}}[$__range])) > 0)""", "{{bin}}") { IsInstant = true })
        {
            Kind = "bargauge",
            Unit = "percentunit",
            Width = 8,
            Min = 0,
            Max = 1,
        },
        new(
            "Brier score and entropy",
            "Means over the scored rows. Entropy is how undecided the model is, whatever the labels: it moves at once when the inputs shift, before labels say so.",
            new Query(Ratio("evaluated_brier_total", """evaluated_rows_total{outcome="scored"}"""), $"{Legend} Brier"),
            new Query(Ratio("evaluated_entropy_total", """evaluated_rows_total{outcome="scored"}"""), $"{Legend} entropy"))
        {
            Width = 8,
            Min = 0,
        },
    ];

    private static string Ratio(string sum, string count) => $"{By} (rate({Select(sum)}[$__rate_interval])) / ({By} (rate({Select(count)}[$__rate_interval])) > 0)";

    private static string Select(string metric) =>
        metric.EndsWith('}') ? $"xentstream_{metric[..^1]},{Chosen}}}" : $$"""xentstream_{{metric}}{{{Chosen}}}""";
}
