using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Scoring.Faults;

namespace XentStream.Reports;

/// <summary>What a model's version comes to in a report.</summary>
/// <param name="model">The model, empty where it could not be read.</param>
/// <param name="version">Its version, likewise.</param>
/// <param name="contract">The digest of its contract, or null where none is declared.</param>
/// <param name="window">The length of a window.</param>
public sealed class ReportedModel(string model, string version, string? contract, TimeSpan window)
{
    /// <summary>The model.</summary>
    public string Model => model;

    /// <summary>Its version.</summary>
    public string Version => version;

    /// <summary>The digest of its contract.</summary>
    public string? Contract => contract;

    /// <summary>Model and version as people call them.</summary>
    public string Name => model.Length == 0 ? "no model named" : $"{Quote.Of(model)} {Quote.Of(version)}".TrimEnd();

    /// <summary>Whether it is nothing but the labels by themselves, which are for any model.</summary>
    public bool IsLabelsOnly => model.Length == 0 && Figures.Records == 0;

    /// <summary>What all windows come to.</summary>
    public WindowFigures Figures { get; } = new();

    /// <summary>The same over time, in as few steps as can be drawn.</summary>
    public WindowSeries Series { get; } = new(window);

    /// <summary>Adds a window.</summary>
    public void Add(ReplayedWindow one)
    {
        Figures.Add(one.Figures);
        Series.Add(one.Key.WindowStart, one.Figures);
    }
}
