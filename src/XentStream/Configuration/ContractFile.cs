using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Configuration;

/// <summary>A JSON file with one contract for all models, or with a whole configuration: then each model has its own.</summary>
internal static class ContractFile
{
    private const string Contracts = $"{SettingsParser.SectionName}:Contracts";

    /// <summary>The sections that hold contracts, each with its model. Without a file it is an empty one for all.</summary>
    /// <exception cref="InvalidDataException">The file is not JSON.</exception>
    public static IEnumerable<(string Model, IConfiguration Section)> SectionsOf(FileInfo? file)
    {
        var builder = new ConfigurationBuilder();
        IConfiguration content = file is null ? builder.Build() : builder.AddJsonFile(file.FullName, optional: false).Build();
        var contracts = content.GetSection(Contracts).GetChildren().ToList();
        return contracts.Count == 0 ? [(WorkerSettings.AnyModel, content)] : contracts.Select(contract => (contract.Key, (IConfiguration)contract));
    }

    /// <summary>Reads the contracts by model.</summary>
    public static (IReadOnlyDictionary<string, Contract> Contracts, IReadOnlyList<SettingsError> Errors) Read(FileInfo file)
    {
        if (!file.Exists)
        {
            return Fail($"there is no file `{file.FullName}`.");
        }

        try
        {
            var read = SectionsOf(file).ToDictionary(section => section.Model, section => Parse(section.Section, (section.Section as IConfigurationSection)?.Path ?? "Contract", []), StringComparer.Ordinal);
            return (read.ToDictionary(model => model.Key, model => model.Value.Contract), [.. read.Values.SelectMany(contract => contract.Errors)]);
        }
        catch (InvalidDataException malformed)
        {
            return Fail(MalformedJson.SentenceOf(malformed));
        }
    }

    /// <summary>Reads a contract.</summary>
    /// <param name="content">What stands in the file.</param>
    /// <param name="path">Where errors say that it stands: a file with one contract has no section to be named.</param>
    /// <param name="options">What wins over it, with its keys below that path.</param>
    public static (Contract Contract, IReadOnlyList<SettingsError> Errors) Parse(IConfiguration content, string path, IEnumerable<KeyValuePair<string, string?>> options) =>
        ContractParser.Parse(
            new ConfigurationBuilder()
                .AddInMemoryCollection(content.AsEnumerable(makePathsRelative: true).Select(pair => KeyValuePair.Create($"{path}:{pair.Key}", pair.Value)))
                .AddInMemoryCollection(options)
                .Build(),
            path);

    private static (IReadOnlyDictionary<string, Contract> Contracts, IReadOnlyList<SettingsError> Errors) Fail(string sentence) =>
        (new Dictionary<string, Contract>(), [new SettingsError("--contract", sentence)]);
}
