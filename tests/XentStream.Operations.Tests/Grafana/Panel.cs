namespace XentStream.Operations.Tests.Grafana;

/// <summary>One panel of a dashboard.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it shows, and what to do when it looks bad.</param>
/// <param name="Queries">Its queries.</param>
internal sealed record Panel(string Title, string Description, params Query[] Queries)
{
    /// <summary>Grafana's name of the kind of panel.</summary>
    public string Kind { get; init; } = "timeseries";

    /// <summary>Grafana's name of the unit.</summary>
    public string Unit { get; init; } = "short";

    /// <summary>Width of 24.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Height.</summary>
    public int Height { get; init; } = 8;

    /// <summary>The least value of the axis.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest value of the axis.</summary>
    public double? Max { get; init; }

    /// <summary>Where green ends and orange begins, and where red begins.</summary>
    public (double Orange, double Red)? Thresholds { get; init; }

    /// <summary>Text in Markdown, in place of queries.</summary>
    public string? Text { get; init; }
}
