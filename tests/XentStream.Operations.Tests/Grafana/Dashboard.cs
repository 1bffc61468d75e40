using System.Collections.Immutable;

namespace XentStream.Operations.Tests.Grafana;

/// <summary>A dashboard.</summary>
/// <param name="Name">Its name: its file and its address.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">For whom it is.</param>
internal sealed record Dashboard(string Name, string Title, string Description)
{
    /// <summary>The choices.</summary>
    public ImmutableArray<Variable> Variables { get; init; } = [];

    /// <summary>The panels, from left to right and from top to bottom.</summary>
    public required ImmutableArray<Panel> Panels { get; init; }

    /// <summary>All dashboards.</summary>
    public static ImmutableArray<Dashboard> All { get; } = [QualityDashboard.Dashboard, PipelineDashboard.Dashboard, IncidentDashboard.Dashboard];
}
