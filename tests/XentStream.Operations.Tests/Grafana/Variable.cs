namespace XentStream.Operations.Tests.Grafana;

/// <summary>A choice above the panels: the values of a label.</summary>
/// <param name="Name">Its name, as in <c>$model</c>.</param>
/// <param name="Label">The label whose values it offers.</param>
/// <param name="Metric">The series whose label it is.</param>
/// <param name="IsMultiple">Whether several may be chosen, and all are at first.</param>
internal sealed record Variable(string Name, string Label, string Metric, bool IsMultiple)
{
    /// <summary>The query in Grafana's language.</summary>
    public string Definition => $"label_values({Metric}, {Label})";
}
