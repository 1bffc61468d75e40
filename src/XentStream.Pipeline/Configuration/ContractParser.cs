using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Configuration;

/// <summary>Reads the contract of one model.</summary>
public static class ContractParser
{
    private const int MostK = 16;

    /// <summary>Reads a contract that stands alone.</summary>
    /// <param name="configuration">What it stands in.</param>
    /// <param name="path">Where it stands there.</param>
    /// <returns>The contract and all errors. The contract is of use only where there is no error.</returns>
    public static (Contract Contract, IReadOnlyList<SettingsError> Errors) Parse(IConfigurationRoot configuration, string path)
    {
        var errors = new List<SettingsError>();
        return (Parse(new SettingsReader(configuration, path, errors)), errors);
    }

    internal static Contract Parse(SettingsReader reader)
    {
        var defaults = new Contract();
        var contract = new Contract
        {
            Scores = reader.OptionalWord("Scores", ContractWords.Scores),
            Labels = reader.OptionalWord("Labels", ContractWords.Labels),
            Link = reader.OptionalWord("Link", ContractWords.Links) ?? defaults.Link,
            Classes = ParseClasses(reader),
            ClassesAtLeast = reader.Flag("ClassesAtLeast"),
            ClassAxis = (int)reader.Number("ClassAxis", defaults.ClassAxis, -TensorShape.MaxRank, TensorShape.MaxRank - 1),
            LabelSmoothing = reader.Real("LabelSmoothing", 0, 0, 1),
            ClassWeights = reader.Weights("ClassWeights"),
            PositiveWeights = reader.Weights("PositiveWeights"),
            IgnoresZeroRows = reader.Word("ZeroRows", false, ("reject", false), ("ignore", true)),
            Squeeze = reader.Flag("Squeeze"),
            TopK = ParseTopK(reader),
            Mean = reader.OptionalWord("Mean", ContractWords.Means),
            Names = ParseNames(reader),
            MaxRows = reader.Number("MaxRows", defaults.MaxRows, 1, int.MaxValue),
            MaxBytes = reader.Number("MaxBytes", defaults.MaxBytes, 1, Contract.DefaultMaxBytes),
        };
        contract = ParseIgnoreIndex(reader, contract);
        ContractConsistency.Report(reader, contract);
        reader.ReportUnknownKeys();
        return contract;
    }

    // A count, or the names in order.
    private static long? ParseClasses(SettingsReader reader)
    {
        var names = reader.List("Classes");
        return names.Count > 1 ? names.Count : names is [var count] ? reader.Whole("Classes", count, 1, 1, int.MaxValue) : null;
    }

    private static Contract ParseIgnoreIndex(SettingsReader reader, Contract contract)
    {
        var text = reader.Find("IgnoreIndex");
        return text is null ? contract
            : text == "none" ? contract with { IgnoreIndex = null }
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? contract with { IgnoreIndex = index }
            : reader.Refuse("IgnoreIndex", text, contract, "a whole number or none");
    }

    // Our name → theirs.
    private static TensorNames ParseNames(SettingsReader reader)
    {
        var section = reader.Section("Rename");
        var renames = TensorNames.Known.Select(ours => (ours, section.Find(ours))).Where(rename => rename.Item2 is not null).ToList();
        section.ReportUnknownKeys();
        return TensorNames.Of(renames!) ?? reader.Refuse("Rename", string.Join(", ", renames.Select(rename => rename.Item2)), TensorNames.Default, "a name of its own for each tensor");
    }

    private static ImmutableArray<int> ParseTopK(SettingsReader reader)
    {
        var ks = new SortedSet<int> { 1 };
        foreach (var text in reader.Items("TopK"))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k > 0)
            {
                ks.Add(k);
            }
            else
            {
                reader.Refuse("TopK", text, 0, "a whole number above 0");
            }
        }

        if (ks.Count > MostK)
        {
            reader.Report("TopK", $"has {ks.Count} numbers; {MostK} are counted at most.");
        }

        return [.. ks];
    }
}
