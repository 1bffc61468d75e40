namespace XentStream.Pipeline.Recording;

/// <summary>What a delta is the total of, beside its partition.</summary>
/// <param name="Model">The model's name, empty where it could not be read.</param>
/// <param name="Version">The model's version, likewise.</param>
/// <param name="WindowStart">The start of the window of event time.</param>
public readonly record struct DeltaKey(string Model, string Version, DateTimeOffset WindowStart)
{
    /// <summary>The order of models, their versions, and time; names by their code units.</summary>
    public static Comparer<DeltaKey> Order { get; } = Comparer<DeltaKey>.Create(Compare);

    /// <summary>The start of the window in which a time falls.</summary>
    public static DateTimeOffset WindowOf(DateTimeOffset time, TimeSpan window) => new(time.UtcTicks - (time.UtcTicks % window.Ticks), TimeSpan.Zero);

    private static int Compare(DeltaKey one, DeltaKey other) =>
        string.CompareOrdinal(one.Model, other.Model) is not 0 and var model ? model
        : string.CompareOrdinal(one.Version, other.Version) is not 0 and var version ? version
        : one.WindowStart.CompareTo(other.WindowStart);
}
