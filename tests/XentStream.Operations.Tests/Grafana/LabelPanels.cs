namespace XentStream.Operations.Tests.Grafana;

/// <summary>The panels of workers whose labels come on a topic of their own; for others they stay empty.</summary>
internal static class LabelPanels
{
    private const string Chosen = "model=~\"$model\",model_version=~\"$version\"";
    private const string Legend = "{{model}} {{model_version}}";

    /// <summary>How much is labelled: it belongs beside each loss.</summary>
    public static Panel[] Coverage =>
    [
        new(
            "Labelled share of the last hour, and what is usual",
            "Where labels come by themselves: of the rows predicted in the last hour, the share that has a label. The loss above speaks for those alone. Beside it what an hour of that age had in the day before: labels take their time, so compare with that "
                + "and not with 1. Well below: labels are late, missing, or do not find their predictions; see Labels by what became of them on the Pipeline dashboard.",
            new Query($$"""xentstream:label_coverage:last1h{{{Chosen}}}""", Legend),
            new Query($$"""xentstream:label_coverage:usual{{{Chosen}}} or avg_over_time(xentstream:label_coverage:last1h{{{Chosen}}}[1d])""", $"{Legend} usual"))
        {
            Unit = "percentunit",
            Min = 0,
            Max = 1,
        },
        new(
            "Rows of the last hour without a label",
            "The rows that the loss does not speak for yet. Growing with the traffic is in order; growing alone is not: look at the delay.",
            new Query($$"""sum by (model, model_version) (xentstream_join_coverage_rows{{{Chosen}},outcome="unlabelled"})""", Legend))
        {
            Min = 0,
        },
        new(
            "Delay of labels",
            "How long after its prediction the first label came, by their timestamps: of half of them, and of all but one in a hundred. Near Join:Within: some come too late, and their predictions expire. Raise it.",
            Delay(0.5, "half"),
            Delay(0.99, "99 %"))
        {
            Unit = "s",
            Min = 0,
        },
        new(
            "Labels that have come, by age",
            "Of the labels of the range, the share that had come when a prediction was so old. This is how much of a young window can be there; judge the loss of the last minutes by it.",
            new Query($$"""sum by (le) (increase(xentstream_join_label_delay_seconds_bucket{{{Chosen}}}[$__range])) / ignoring (le) group_left () (sum(increase(xentstream_join_label_delay_seconds_count{{{Chosen}}}[$__range])) > 0)""", "{{le}} s") { IsInstant = true })
        {
            Kind = "bargauge",
            Unit = "percentunit",
            Min = 0,
            Max = 1,
        },
    ];

    /// <summary>Whether the join works: for those who run it.</summary>
    public static Panel[] Join =>
    [
        new(
            "Predicted rows that have no number",
            "Where labels come by themselves: rows that expired without a label, and those of records that were rejected, came twice or in disorder. Expired while orphans rise below: ids or partitioners differ. Expired alone: labels are not sent, or come later than Join:Within.",
            new Query("""sum by (outcome) (rate(xentstream_join_predictions{outcome=~"expired|rejected|duplicate|disordered"}[$__rate_interval]))""", "{{outcome}}"))
        {
            Unit = "rowsps",
            Min = 0,
        },
        new(
            "Labels by what became of them",
            "Matched labels are in the loss. Orphans belong to no prediction: see the runbook labels-orphaned. Disordered: clocks of senders differ by more than Join:Disorder.",
            new Query("""sum by (outcome) (rate(xentstream_join_labels{outcome=~"matched|orphan|disordered"}[$__rate_interval]))""", "{{outcome}}"))
        {
            Unit = "rowsps",
            Min = 0,
        },
        new(
            "Labels that fit a row once more",
            "Repeats say the same again and change nothing. Conflicts say something else and are not taken; with Join:Corrections=last they supersede, or withdraw, what was there. Many conflicts: two senders disagree.",
            new Query("""sum by (outcome) (rate(xentstream_join_matches{outcome=~"repeat|conflict|superseded|withdrawn"}[$__rate_interval]))""", "{{outcome}}"))
        {
            Unit = "rowsps",
            Min = 0,
        },
        new(
            "Memory of the joins",
            "What the joins of a thread keep, and what they may. At the limit the topic that is ahead waits for the other, and the incident join-state-full says so. Rising without end: the topic of labels is silent; let it send heartbeats.",
            new Query("max by (instance) (xentstream_join_memory_bytes)", "{{instance}}"),
            new Query("min by (instance) (xentstream_join_memory_limit_bytes)", "{{instance}} limit"))
        {
            Unit = "bytes",
            Min = 0,
        },
    ];

    private static Query Delay(double quantile, string name) => new(
        FormattableString.Invariant($"histogram_quantile({quantile}, sum by (le, model, model_version) (rate(xentstream_join_label_delay_seconds_bucket{{{Chosen}}}[$__rate_interval])))"), $"{Legend} {name}");
}
