using System.Collections.Immutable;
using System.Globalization;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Configuration;

/// <summary>Reads the contract of one model.</summary>
internal static class ContractParser
{
    private const int MostK = 16;

    public static Contract Parse(SettingsReader reader)
    {
        var defaults = new Contract();
        reader.Only("Scores", "logits");
        reader.Only("Labels", "index");
        reader.Only("Link", "softmax");
        var contract = new Contract
        {
            Classes = ParseClasses(reader),
            ClassesAtLeast = reader.Word("ClassesAtLeast", false, ("true", true), ("false", false)),
            ClassAxis = (int)reader.Number("ClassAxis", defaults.ClassAxis, -TensorShape.MaxRank, TensorShape.MaxRank - 1),
            IgnoreIndex = ParseIgnoreIndex(reader, defaults.IgnoreIndex),
            TopK = ParseTopK(reader),
            Mean = reader.Word("Mean", MeanKind.Weighted, ("weighted", MeanKind.Weighted), ("row", MeanKind.Row)),
            MaxRows = reader.Number("MaxRows", defaults.MaxRows, 1, int.MaxValue),
            MaxBytes = reader.Number("MaxBytes", defaults.MaxBytes, 1, Contract.DefaultMaxBytes),
        };
        if (contract.ClassesAtLeast && contract.Classes is null)
        {
            reader.Report("ClassesAtLeast", "needs Classes beside it.");
        }

        reader.ReportUnknownKeys();
        return contract;
    }

    // A count, or the names in order.
    private static long? ParseClasses(SettingsReader reader)
    {
        var names = reader.List("Classes");
        return names.Count > 1 ? names.Count : names.Count == 0 ? null : reader.Number("Classes", 2, 2, int.MaxValue);
    }

    private static long? ParseIgnoreIndex(SettingsReader reader, long? otherwise)
    {
        var text = reader.Find("IgnoreIndex");
        return text is null ? otherwise
            : text == "none" ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index
            : reader.Refuse("IgnoreIndex", text, otherwise, "a whole number or none");
    }

    private static ImmutableArray<int> ParseTopK(SettingsReader reader)
    {
        var ks = new SortedSet<int> { 1 };
        foreach (var text in reader.List("TopK").SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
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
