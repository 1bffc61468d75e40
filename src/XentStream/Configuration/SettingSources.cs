using Microsoft.Extensions.Configuration.EnvironmentVariables;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>Says of each value in force where it comes from. The providers of the configuration are asked themselves, the last first, as it asks them.</summary>
internal sealed class SettingSources(IConfigurationRoot configuration)
{
    /// <summary>What is said of a value that nobody set.</summary>
    public const string Default = "default";

    private const string Files = $"{SettingsParser.SectionName}:Kafka:PropertyFiles:";

    /// <summary>Where the value of a key comes from; of a list, where each part of it does.</summary>
    public string Of(string key)
    {
        var parts = configuration.GetSection(key).GetChildren().Select(child => child.Path).DefaultIfEmpty(key);
        var source = string.Join(" and ", parts.Select(SourceOf).Distinct());
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
        FileConfigurationProvider { Source: var file } => file.FileProvider?.GetFileInfo(file.Path!).PhysicalPath is { } path && Path.GetDirectoryName(path) != Directory.GetCurrentDirectory() ? path : file.Path!,
        EnvironmentVariablesConfigurationProvider => $"environment variable {VariableOf(key)}",
        _ => $"--set {key[(SettingsParser.SectionName.Length + 1)..]}",
    };

    // A colon is no letter of a variable's name everywhere, so two underscores stand for one; case does not matter.
    private static string VariableOf(string key) =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>().First(name => string.Equals(name.Replace("__", ":", StringComparison.Ordinal), key, StringComparison.OrdinalIgnoreCase));
}
