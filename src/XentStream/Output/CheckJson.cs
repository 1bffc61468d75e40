using System.Text.Json.Nodes;
using XentStream.Configuration;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Faults;

namespace XentStream.Output;

/// <summary>Writes what a sample looks like as one JSON object. The field names are public interface.</summary>
internal static class CheckJson
{
    public static void Write(TextWriter output, SampleSource source, SampleReport report) => output.WriteLine(new JsonObject
    {
        [source.Partitions == 0 ? "files" : "topics"] = new JsonArray([.. source.Names.Select(name => (JsonNode)name)]),
        ["records"] = source.Records,
        ["partitions"] = source.Partitions == 0 ? null : source.Partitions,
        ["cut"] = source.IsCut,
        ["models"] = new JsonArray([.. report.Models.Select(WriteModel)]),
        ["encodings"] = new JsonArray([.. report.Encodings.Topics.Select(topic => (JsonNode)new JsonObject { ["topic"] = topic.Topic.Length == 0 ? null : topic.Topic, ["declare"] = topic.Encoding })]),
        ["configuration"] = ContractJson.Write(report),
    }.ToJsonString(JsonText.OnOneLine));

    private static JsonNode WriteModel(ModelSample model) => new JsonObject
    {
        ["model"] = model.Name,
        ["versions"] = new JsonArray([.. model.Versions.Select(version => CheckProfileJson.Write(version, model))]),
        ["present"] = WriteTally(model.UnderPresent),
        ["contract"] = model.Proposal is { } proposal ? WriteProposal(proposal) : null,
    };

    private static JsonObject WriteProposal(ContractProposal proposal) => new()
    {
        ["proposal"] = ContractJson.Write(proposal.Contract, proposal.Ignored > 0),
        ["loss"] = proposal.MeanLoss,
        ["rows"] = new JsonObject { ["scored"] = proposal.Rows, ["ignored"] = proposal.Ignored },
        ["outcome"] = WriteTally(proposal.Outcome),
        ["reasons"] = new JsonArray([.. proposal.Reasons.Select(reason => (JsonNode)reason)]),
        ["ambiguities"] = new JsonArray([.. proposal.Ambiguities.Select(ambiguity => (JsonNode)new JsonObject
        {
            ["alternative"] = ContractJson.Write(ambiguity.Alternative, ignores: false),
            ["loss"] = ambiguity.MeanLoss,
            ["changes_the_loss"] = ambiguity.ChangesTheLoss,
            ["sentence"] = ambiguity.Sentence,
            ["settles"] = ambiguity.Settles,
        })]),
    };

    /// <summary>Writes what became of records.</summary>
    public static JsonObject WriteTally(FaultTally tally) => new()
    {
        ["records"] = new JsonObject { ["scored"] = tally.Scored, ["warned"] = tally.Warned, ["rejected"] = tally.Rejected },
        ["faults"] = new JsonArray([.. tally.Faults.Select(WriteFault)]),
    };

    private static JsonNode WriteFault(FaultCount fault)
    {
        var json = new JsonObject
        {
            ["code"] = fault.Example.Code.Name,
            ["severity"] = fault.Example.Severity.ToString().ToLowerInvariant(),
            ["certainty"] = fault.Example.Certainty.ToString().ToLowerInvariant(),
            ["records"] = fault.Records,
        };
        if (fault.Place.Partition is { } partition)
        {
            (json["topic"], json["partition"], json["offset"]) = (fault.Place.Name, partition, fault.Place.Offset);
        }
        else
        {
            json["file"] = fault.Place.Name;
        }

        (json["wrong"], json["cause"], json["fix"]) = (fault.Example.Wrong, fault.Example.Cause, fault.Example.Fix);
        return json;
    }
}
