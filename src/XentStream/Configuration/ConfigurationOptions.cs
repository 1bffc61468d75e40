using System.CommandLine;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>Where the configuration comes from: a file, then one for the environment by name, then the environment's variables, then the command line; the later wins.</summary>
internal sealed class ConfigurationOptions
{
    private const string DefaultFile = "appsettings.json";

    private const string WithoutSection = $"has nothing under `{SettingsParser.SectionName}`; settings stand in an object of that name.";

    // As hosts of .NET name it: appsettings.Development.json and its like lie beside the default file.
    private static string EnvironmentFile =>
        $"appsettings.{Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production"}.json";

    private readonly Option<FileInfo?> file = new("--config") { Description = $"A configuration file. Default: {DefaultFile} in this folder, if there is one.", HelpName = "FILE" };

    private readonly Option<string[]> values = PairOption.Create(
        "--set", "KEY=VALUE", "A value of the configuration, as in Kafka:BootstrapServers=localhost:9092. Repeatable; of two of one key the last counts.", mayBeEmpty: true);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(file);
        command.Options.Add(values);
    }

    /// <summary>Reads the configuration.</summary>
    /// <returns>The configuration, the settings in it, and all errors.</returns>
    public (IConfigurationRoot Configuration, WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Read(ParseResult arguments)
    {
        var chosen = arguments.GetValue(file);
        if (chosen is { Exists: false })
        {
            return Fail("--config", $"there is no file `{chosen.FullName}`.");
        }

        try
        {
            var configuration = Files(chosen)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(PairOption.ReadByKey(arguments, values, SettingsParser.SectionName))
                .Build();
            if (chosen is not null && FileBesideTheSection(configuration) is not null)
            {
                return Fail(chosen.Name, WithoutSection);
            }

            var (settings, errors) = SettingsParser.Parse(configuration);
            return (configuration, settings, errors.Count > 0 ? WithSources(errors, configuration) : ClientErrors(settings));
        }
        catch (InvalidDataException malformed)
        {
            return Fail(chosen?.Name ?? DefaultFile, MalformedJson.SentenceOf(malformed));
        }
    }

    private static IConfigurationBuilder Files(FileInfo? chosen) => chosen is null
        ? new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(DefaultFile), optional: true).AddJsonFile(Path.GetFullPath(EnvironmentFile), optional: true)
        : new ConfigurationBuilder().AddJsonFile(chosen.FullName, optional: false);

    private static List<SettingsError> WithSources(IEnumerable<SettingsError> errors, IConfigurationRoot configuration)
    {
        var (sources, beside) = (new SettingSources(configuration), FileBesideTheSection(configuration));
        return [.. errors.Select(error => sources.Of(error.Key) is var source && source != SettingSources.Default ? error with { Sentence = $"{error.Sentence} (It comes from: {source}.)" }
            : beside is not null ? error with { Sentence = $"{error.Sentence} ({beside} {WithoutSection})" }
            : error)];
    }

    // A file that has something, and nothing where settings stand. A default file may be of another program.
    private static string? FileBesideTheSection(IConfigurationRoot configuration) => configuration.Providers.OfType<FileConfigurationProvider>()
        .Where(file => file.GetChildKeys([], null).ToList() is { Count: > 0 } keys && !keys.Contains(SettingsParser.SectionName, StringComparer.OrdinalIgnoreCase))
        .Select(SettingSources.NameOf)
        .FirstOrDefault();

    private static IReadOnlyList<SettingsError> ClientErrors(WorkerSettings settings) => KafkaValidation.Validate(settings) is { } refused
        ? [new SettingsError($"{SettingsParser.SectionName}:Kafka:Properties", refused)]
        : [];

    private static (IConfigurationRoot Configuration, WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Fail(string key, string sentence)
    {
        var nothing = new ConfigurationBuilder().Build();
        return (nothing, SettingsParser.Parse(nothing).Settings, [new SettingsError(key, sentence)]);
    }
}
