using System.Collections.Immutable;

namespace XentStream.Pipeline.Configuration;

/// <summary>What a setting takes, as its parser asks for it.</summary>
/// <param name="Kind">The kind of value.</param>
internal sealed record SettingShape(SettingKind Kind)
{
    /// <summary>What holds where it is not set, or null where that is nothing.</summary>
    public object? Otherwise { get; init; }

    /// <summary>The least that it can be.</summary>
    public object? Least { get; init; }

    /// <summary>The most that it can be.</summary>
    public object? Most { get; init; }

    /// <summary>The words of which it is one.</summary>
    public ImmutableArray<string> Words { get; init; } = [];
}
