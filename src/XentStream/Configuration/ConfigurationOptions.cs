using System.CommandLine;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>Where the configuration comes from: a file, then the environment, then the command line; the later wins.</summary>
internal sealed class ConfigurationOptions
{
    private const string DefaultFile = "appsettings.json";

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
    public (IConfiguration Configuration, WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Read(ParseResult arguments)
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
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(chosen?.FullName ?? Path.GetFullPath(DefaultFile), optional: chosen is null)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create($"{SettingsParser.SectionName}:{pair[0]}", (string?)pair[1])))
                .Build();
            var (settings, errors) = SettingsParser.Parse(configuration);
            return (configuration, settings, errors.Count > 0 ? errors : ClientErrors(settings));
        }
        catch (InvalidDataException malformed)
        {
            return Fail(chosen?.Name ?? DefaultFile, $"is not JSON: {malformed.InnerException?.Message ?? malformed.Message}");
        }
    }

    private static IReadOnlyList<SettingsError> ClientErrors(WorkerSettings settings) => KafkaValidation.Validate(settings) is { } refused
        ? [new SettingsError($"{SettingsParser.SectionName}:Kafka:Properties", refused)]
        : [];

    private static (IConfiguration Configuration, WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) Fail(string key, string sentence)
    {
        var nothing = new ConfigurationBuilder().Build();
        return (nothing, SettingsParser.Parse(nothing).Settings, [new SettingsError(key, sentence)]);
    }
}
