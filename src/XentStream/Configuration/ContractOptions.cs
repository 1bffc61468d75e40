using System.CommandLine;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Contracts;

namespace XentStream.Configuration;

/// <summary>A contract on the command line: by options, by a file in the form of the configuration, or both; the options win.</summary>
internal sealed class ContractOptions
{
    private const string Section = "Contract";

    private readonly Option<FileInfo?> file = new("--contract")
    {
        Description = "A JSON file with a contract, or with a whole configuration: then each payload has the contract of its model.",
        HelpName = "FILE",
    };

    private readonly List<(string Key, Option<string?> Option)> values =
    [
        Value("Scores", "--scores", "logits, log-probabilities, probabilities or label-log-probabilities. Default: by the tensor's name.", "KIND"),
        Value("Labels", "--labels", "index, one-hot or distribution; with the sigmoid link binary or probability. Default: by type and shape.", "KIND"),
        Value("Link", "--link", "softmax or sigmoid. Default: softmax.", "LINK"),
        Value("Classes", "--classes", "How many classes there are.", "COUNT"),
        Value("ClassAxis", "--class-axis", "The axis of the classes; -1 is the last. Default: 1.", "AXIS"),
        Value("IgnoreIndex", "--ignore-index", "The label of rows that are not scored, or none. Default: -100.", "LABEL"),
        Value("LabelSmoothing", "--label-smoothing", "The share of each label that is spread over all classes.", "SHARE"),
        Value("ClassWeights", "--class-weights", "A weight for each class: 1,2,0.5.", "LIST"),
        Value("PositiveWeights", "--positive-weights", "Sigmoid: a weight of positive labels for each index of the last axis, or one for all.", "LIST"),
        Value("ZeroRows", "--zero-rows", "reject or ignore: what dense labels of zeros alone are. Default: reject.", "WORD"),
        Value("Squeeze", "--squeeze", "true where labels may have axes of length 1 that the scores have not.", "BOOL"),
        Value("TopK", "--top-k", "Count how often the label is among the k highest scores: 1,5.", "LIST"),
        Value("Mean", "--mean", "weighted or row: which mean is printed as the mean. Default: PyTorch's.", "KIND"),
    ];

    private readonly Option<string[]> renames = PairOption.Create(
        "--rename", "OURS=THEIRS", $"What the model calls a tensor, as in logits=output_0. Repeatable; of two of one tensor the last counts. Known are {string.Join(", ", TensorNames.Known)}.", mayBeEmpty: false);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(renames);
        command.Options.Add(file);
        foreach (var (_, option) in values)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads the contracts.</summary>
    /// <returns>The contract of a model, and all errors.</returns>
    public (Func<string, Contract?> ContractOf, IReadOnlyList<SettingsError> Errors) Read(ParseResult arguments)
    {
        var chosen = arguments.GetValue(file);
        if (chosen is { Exists: false })
        {
            return (_ => null, [new SettingsError("--contract", $"there is no file `{chosen.FullName}`.")]);
        }

        try
        {
            var given = values.Select(value => KeyValuePair.Create($"{Section}:{value.Key}", arguments.GetValue(value.Option))).Where(pair => pair.Value is not null)
                .Concat(PairOption.ReadByKey(arguments, renames, $"{Section}:Rename"))
                .ToList();
            var read = ContractFile.SectionsOf(chosen).ToDictionary(section => section.Model, section => ContractFile.Parse(section.Section, Section, given), StringComparer.Ordinal);
            Contract? Find(string model) => read.TryGetValue(model, out var found) || read.TryGetValue(WorkerSettings.AnyModel, out found) ? found.Contract : null;
            return (Find, [.. read.Values.SelectMany(contract => contract.Errors).Distinct()]);
        }
        catch (InvalidDataException malformed)
        {
            return (_ => null, [new SettingsError("--contract", MalformedJson.SentenceOf(malformed))]);
        }
    }

    private static (string Key, Option<string?> Option) Value(string key, string name, string description, string helpName) =>
        (key, new Option<string?>(name) { Description = description, HelpName = helpName });
}
