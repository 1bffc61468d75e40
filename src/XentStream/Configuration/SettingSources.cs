using System.Globalization;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>Says of each value in force where it comes from. The providers of the configuration are asked themselves, the last first, as it asks them.</summary>
internal sealed class SettingSources(IConfigurationRoot configuration)
{
    /// <summary>What is said of a value that nobody set.</summary>
    public const string Default = "default";

    private const string Files = $"{SettingsParser.SectionName}:Kafka:PropertyFiles:";

    /// <summary>Where the value of a key comes from; of a list or section, where each part of it does.</summary>
    public string Of(string key)
    {
        var below = configuration.GetSection(key).GetChildren().ToList();
        var isSection = below.Exists(child => !int.TryParse(child.Key, CultureInfo.InvariantCulture, out _));
        var parts = isSection ? below.Select(child => child.Path) : SettingList.KeysOf(configuration, key);
        var source = string.Join(" and ", parts.DefaultIfEmpty(key).Select(SourceOf).Distinct());
        return key.StartsWith(Files, StringComparison.OrdinalIgnoreCase) ? $"{source}; the secret itself comes from this file" : source;
    }

    private string SourceOf(string key)
    {
        foreach (var provider in configuration.Providers.Reverse())
        {
            if (provider.TryGet(key, out var value))
            {
                return value is { Length: > 0 } ? NameOf(provider, key) : value is null ? Default : $"{Default}, since {NameOf(provider, key)} is empty";
            }
        }

        return Default;
    }

    private static string NameOf(IConfigurationProvider provider, string key) => provider switch
    {
        FileConfigurationProvider file => NameOf(file),
        EnvironmentVariablesConfigurationProvider => $"environment variable {VariableOf(key)}",
        _ => $"--set {key[(SettingsParser.SectionName.Length + 1)..]}",
    };

    /// <summary>A file by its name, or by its path where it is not in this folder.</summary>
    public static string NameOf(FileConfigurationProvider provider) =>
        provider.Source is var file && file.FileProvider?.GetFileInfo(file.Path!).PhysicalPath is { } path && Path.GetDirectoryName(path) != Directory.GetCurrentDirectory() ? path : file.Path!;

    // A colon is no letter of a variable's name everywhere, so two underscores stand for one; case does not matter.
    private static string VariableOf(string key) =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>().First(name => string.Equals(name.Replace("__", ":", StringComparison.Ordinal), key, StringComparison.OrdinalIgnoreCase));
}
