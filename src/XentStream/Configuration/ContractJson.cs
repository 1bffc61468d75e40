using System.Text.Json.Nodes;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Contracts;

namespace XentStream.Configuration;

/// <summary>Writes proposed contracts in the form in which the configuration is read: what is not the default, and what a batch is in any case.</summary>
internal static class ContractJson
{
    /// <summary>A part of the configuration with the contracts and encodings that a sample fits.</summary>
    public static JsonObject Write(SampleReport report)
    {
        var section = new JsonObject();
        var topics = new JsonObject();
        foreach (var (topic, encoding) in report.Encodings.Topics.Where(topic => topic.Encoding is not null))
        {
            (topic.Length == 0 ? section : topics)[topic.Length == 0 ? "Encoding" : topic] = encoding;
        }

        if (topics.Count > 0)
        {
            section["Encodings"] = topics;
        }

        var proposals = report.Models.Where(model => model.Proposal is not null).ToList();
        if (proposals.Count > 0)
        {
            section["Contracts"] = new JsonObject(proposals.Select(model => KeyValuePair.Create(KeyOf(model), (JsonNode?)Write(model.Proposal!.Contract, model.Proposal.Ignored > 0))));
        }

        return new JsonObject { [SettingsParser.SectionName] = section };
    }

    /// <summary>One contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="ignores">Whether its ignore value is worth to be said although it is the default.</param>
    public static JsonObject Write(Contract contract, bool ignores)
    {
        var plain = new Contract { Link = contract.Link };
        var json = new JsonObject();
        Add(json, "Scores", contract.Scores is { } scores ? ContractWords.Scores.NameOf(scores) : null);
        Add(json, "Labels", contract.Labels is { } labels ? ContractWords.Labels.NameOf(labels) : null);
        Add(json, "Link", contract.Link == Link.Sigmoid ? ContractWords.Links.NameOf(contract.Link) : null);
        Add(json, "Classes", contract.Classes);
        Add(json, "ClassesAtLeast", contract.ClassesAtLeast ? true : null);
        Add(json, "ClassAxis", contract.ClassAxis == plain.ClassAxis ? null : contract.ClassAxis);
        Add(json, "IgnoreIndex", contract.CanIgnore && (ignores || contract.IgnoreIndex != plain.IgnoreIndex) ? contract.IgnoreIndex is { } index ? index : "none" : null);
        Add(json, "ZeroRows", contract.IgnoresZeroRows ? "ignore" : null);
        Add(json, "Squeeze", contract.Squeeze ? true : null);
        AddWhatASampleCannotTell(json, contract, plain);
        return json;
    }

    private static void AddWhatASampleCannotTell(JsonObject json, Contract contract, Contract plain)
    {
        Add(json, "LabelSmoothing", contract.LabelSmoothing > 0 ? contract.LabelSmoothing : null);
        Add(json, "ClassWeights", contract.ClassWeights.IsEmpty ? null : new JsonArray([.. contract.ClassWeights.Select(weight => (JsonNode)weight)]));
        Add(json, "PositiveWeights", contract.PositiveWeights.IsEmpty ? null : new JsonArray([.. contract.PositiveWeights.Select(weight => (JsonNode)weight)]));
        Add(json, "TopK", contract.TopK is [1] ? null : new JsonArray([.. contract.TopK.Select(k => (JsonNode)k)]));
        Add(json, "Mean", contract.Mean is { } mean ? ContractWords.Means.NameOf(mean) : null);
        Add(json, "Rename", contract.Names.Renames.Any() ? new JsonObject(contract.Names.Renames.Select(rename => KeyValuePair.Create(rename.Ours, (JsonNode?)rename.Theirs))) : null);
        Add(json, "MaxRows", contract.MaxRows == plain.MaxRows ? null : contract.MaxRows);
        Add(json, "MaxBytes", contract.MaxBytes == plain.MaxBytes ? null : contract.MaxBytes);
    }

    private static string KeyOf(ModelSample model) => model.Name.Length == 0 ? WorkerSettings.AnyModel : model.Name;

    private static void Add(JsonObject json, string key, JsonNode? value)
    {
        if (value is not null)
        {
            json[key] = value;
        }
    }
}
