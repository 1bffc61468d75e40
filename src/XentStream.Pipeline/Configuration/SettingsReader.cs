using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Pipeline.Configuration;

/// <summary>
/// Reads one section value by value and remembers what was asked for, so that every error is told at once: impossible values, missing ones, and keys that
/// nobody asked for. (The framework's binder stops at the first.)
/// </summary>
/// <param name="configuration">The configuration.</param>
/// <param name="path">The path of the section.</param>
/// <param name="errors">Where errors are told.</param>
/// <param name="shapes">Where it is noted, by path, what was asked for: the schema of the configuration is made from that.</param>
internal sealed class SettingsReader(IConfigurationRoot configuration, string path, List<SettingsError> errors, IDictionary<string, SettingShape>? shapes = null)
{
    private readonly IConfigurationSection section = configuration.GetSection(path);
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the values and sections below this one.</summary>
    public IEnumerable<string> Keys => section.GetChildren().Select(child => child.Key);

    /// <summary>A section below this one.</summary>
    public SettingsReader Section(string key)
    {
        known.Add(key);
        return new SettingsReader(configuration, PathOf(key), errors, shapes);
    }

    /// <summary>A text, or the default where the key is not there.</summary>
    public string Text(string key, string otherwise)
    {
        Note(key, new SettingShape(SettingKind.Text) { Otherwise = otherwise });
        return Find(key) ?? otherwise;
    }

    /// <summary>A text or null.</summary>
    public string? Find(string key)
    {
        known.Add(key);
        Note(key, new SettingShape(SettingKind.Text));
        return section[key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string key, string example)
    {
        var text = Find(key);
        if (text is null)
        {
            Report(key, $"is required; for example {example}.");
        }

        return text ?? "";
    }

    /// <summary>One or more texts: a list, or one value.</summary>
    public List<string> List(string key)
    {
        known.Add(key);
        Note(key, new SettingShape(SettingKind.List));
        var keys = SettingList.KeysOf(configuration, PathOf(key));
        return keys is [var only] && only == PathOf(key) && string.IsNullOrEmpty(configuration[only]) ? [] : [.. keys.Select(item => configuration[item] ?? "")];
    }

    /// <summary>A value that <paramref name="parse"/> understands and <paramref name="expected"/> describes.</summary>
    public T Value<T>(string key, T otherwise, Func<string, T?> parse, string expected)
        where T : class
    {
        var text = Find(key);
        var value = text is null ? otherwise : parse(text);
        return value ?? Refuse(key, text!, otherwise, expected);
    }

    /// <summary>A whole number in a range.</summary>
    public long Number(string key, long otherwise, long least, long most)
    {
        Note(key, new SettingShape(SettingKind.Whole) { Otherwise = otherwise, Least = least, Most = most });
        return Find(key) is { } text ? Whole(key, text, otherwise, least, most) : otherwise;
    }

    /// <summary>A text as a whole number in a range.</summary>
    public long Whole(string key, string text, long otherwise, long least, long most) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : Refuse(key, text, otherwise, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    /// <summary>A number in a range.</summary>
    public double Real(string key, double otherwise, double least, double most)
    {
        Note(key, new SettingShape(SettingKind.Real) { Otherwise = otherwise, Least = least, Most = most });
        var text = Find(key);
        return text is null ? otherwise
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : Refuse(key, text, otherwise, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
    }

    /// <summary>Numbers of at least 0 that are not too large to be weights.</summary>
    public ImmutableArray<double> Weights(string key)
    {
        Note(key, new SettingShape(SettingKind.Weights) { Least = 0, Most = Contract.LargestWeight });
        var weights = ImmutableArray.CreateBuilder<double>();
        foreach (var text in Items(key))
        {
            var isWeight = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and <= Contract.LargestWeight;
            weights.Add(isWeight ? weight : Refuse(key, text, 0.0, string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {Contract.LargestWeight}")));
        }

        return weights.ToImmutable();
    }

    /// <summary>The items of a list, or of one value with commas between them.</summary>
    public IEnumerable<string> Items(string key) => List(key).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries));

    /// <summary>A time greater than zero.</summary>
    public TimeSpan Time(string key, TimeSpan otherwise, TimeSpan most)
    {
        Note(key, new SettingShape(SettingKind.Time) { Otherwise = otherwise, Most = most });
        var text = Find(key);
        return text is null ? otherwise
            : TimeText.Parse(text) is { } time && time > TimeSpan.Zero && time <= most ? time
            : Refuse(key, text, otherwise, $"a time above zero and up to {most:c}, written as 00:01:00 or 1m for a minute (ms, s, m, h)");
    }

    /// <summary>A time of zero or more.</summary>
    public TimeSpan TimeOrNone(string key, TimeSpan otherwise, TimeSpan most)
    {
        Note(key, new SettingShape(SettingKind.Time) { Otherwise = otherwise, Most = most });
        var text = Find(key);
        return text is null ? otherwise
            : TimeText.Parse(text) is { } time && time <= most ? time
            : Refuse(key, text, otherwise, $"a time up to {most:c}, written as 00:01:00 or 1m for a minute (ms, s, m, h)");
    }

    /// <summary>One of several words; hyphens and case do not matter.</summary>
    public T Word<T>(string key, T otherwise, params ReadOnlySpan<(string Name, T Value)> words)
    {
        Note(key, new SettingShape(SettingKind.Word) { Otherwise = NameOf(otherwise, words), Words = NamesOf(words) });
        var text = Find(key);
        foreach (var (name, value) in words)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return text is null ? otherwise : Refuse(key, text, otherwise, string.Join(" or ", NamesOf(words)));
    }

    /// <summary>One of several words, or null where the key is not there.</summary>
    public T? OptionalWord<T>(string key, IReadOnlyList<(string Name, T Value)> words)
        where T : struct
    {
        Note(key, new SettingShape(SettingKind.Word) { Words = NamesOf<T>([.. words]) });
        return Find(key) is null ? null : Word(key, words[0].Value, [.. words]);
    }

    /// <summary>A yes or no, which is no where the key is not there.</summary>
    public bool Flag(string key)
    {
        Note(key, new SettingShape(SettingKind.Flag) { Otherwise = false });
        return Word(key, false, ("true", true), ("false", false));
    }

    /// <summary>Reports a value that cannot be taken, and goes on with the default.</summary>
    public T Refuse<T>(string key, string text, T otherwise, string expected)
    {
        Report(key, $"`{text}` is not {expected}.");
        return otherwise;
    }

    /// <summary>Reports what is wrong with a key.</summary>
    public void Report(string key, string sentence) => errors.Add(new SettingsError(PathOf(key), sentence));

    /// <summary>Reports all keys of the section that nobody asked for.</summary>
    public void ReportUnknownKeys()
    {
        foreach (var key in Keys.Where(key => !known.Contains(key)))
        {
            Report(key, $"is not a setting; known here are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }
    }

    // What is asked first says most: the others ask for the same once more.
    private void Note(string key, SettingShape shape) => shapes?.TryAdd(PathOf(key), shape);

    private string PathOf(string key) => $"{path}:{key}";

    private static string? NameOf<T>(T value, ReadOnlySpan<(string Name, T Value)> words)
    {
        foreach (var word in words)
        {
            if (EqualityComparer<T>.Default.Equals(word.Value, value))
            {
                return word.Name;
            }
        }

        return null;
    }

    private static ImmutableArray<string> NamesOf<T>(ReadOnlySpan<(string Name, T Value)> words) => [.. words.ToArray().Select(word => word.Name)];
}
