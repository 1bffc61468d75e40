using System.Globalization;

namespace XentStream.Pipeline.Configuration;

/// <summary>Where a group without committed offsets begins to read.</summary>
public sealed record StartPosition
{
    private StartPosition(string name, DateTimeOffset? time) => (Name, Time) = (name, time);

    /// <summary>The first record that the topic still holds.</summary>
    public static StartPosition Earliest { get; } = new("earliest", null);

    /// <summary>The first record that is written from now on.</summary>
    public static StartPosition Latest { get; } = new("latest", null);

    /// <summary>As it is written in the configuration.</summary>
    public string Name { get; }

    /// <summary>The time from which on records are read, or null.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Reads <c>earliest</c>, <c>latest</c> or an ISO 8601 time, which is UTC unless it says otherwise.</summary>
    public static StartPosition? Parse(string text) =>
        text == Earliest.Name ? Earliest
        : text == Latest.Name ? Latest
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? new StartPosition(text, time)
        : null;
}
