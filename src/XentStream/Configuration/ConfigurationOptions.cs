using System.CommandLine;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>Where the configuration comes from: a file, then one for the environment by name, then the environment's variables, then the command line; the later wins.</summary>
internal sealed class ConfigurationOptions
{
    private const string DefaultFile = "appsettings.json";

    // As hosts of .NET name it: appsettings.Development.json and its like lie beside the default file.
    private static string EnvironmentFile =>
        $"appsettings.{Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production"}.json";

    private readonly Option<FileInfo?> file = new("--config") { Description = $"A configuration file. Default: {DefaultFile} in this folder, if there is one.", HelpName = "FILE" };

    private readonly Option<string[]> values = new("--set")
    {
        Description = "A value of the configuration, as in Kafka:BootstrapServers=localhost:9092. Repeatable.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

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

        var pairs = arguments.GetValue(values)!.Select(pair => pair.Split('=', 2)).ToList();
        if (pairs.Find(pair => pair.Length < 2) is { } incomplete)
        {
            return Fail("--set", $"`{incomplete[0]}` has no value; write KEY=VALUE.");
        }

        try
        {
            var configuration = Files(chosen)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create($"{SettingsParser.SectionName}:{pair[0]}", (string?)pair[1])))
                .Build();
            var (settings, errors) = SettingsParser.Parse(configuration);
            return (configuration, settings, errors.Count > 0 ? WithSources(errors, new SettingSources(configuration)) : ClientErrors(settings));
        }
        catch (InvalidDataException malformed)
        {
            return Fail(chosen?.Name ?? DefaultFile, $"is not JSON: {malformed.InnerException?.Message ?? malformed.Message}");
        }
    }

    private static IConfigurationBuilder Files(FileInfo? chosen) => chosen is null
        ? new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(DefaultFile), optional: true).AddJsonFile(Path.GetFullPath(EnvironmentFile), optional: true)
        : new ConfigurationBuilder().AddJsonFile(chosen.FullName, optional: false);

    private static List<SettingsError> WithSources(IEnumerable<SettingsError> errors, SettingSources sources) =>
        [.. errors.Select(error => sources.Of(error.Key) is var source && source == SettingSources.Default ? error : error with { Sentence = $"{error.Sentence} (It comes from: {source}.)" })];

    private static IReadOnlyList<SettingsError> ClientErrors(WorkerSettings settings) => KafkaValidation.Validate(settings) is { } refused
        ? [new SettingsError($"{SettingsParser.SectionName}:Kafka:Properties", refused)]
        : [];

    private static (IConfigurationRoot Configuration, WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Fail(string key, string sentence)
    {
        var nothing = new ConfigurationBuilder().Build();
        return (nothing, SettingsParser.Parse(nothing).Settings, [new SettingsError(key, sentence)]);
    }
}
