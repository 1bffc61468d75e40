using System.Text.Json.Nodes;
using XentStream.Pipeline.Sampling;
using XentStream.Scoring.Contracts;

namespace XentStream.Output;

/// <summary>What the batches of a version look like, as JSON.</summary>
internal static class CheckProfileJson
{
    public static JsonNode Write(VersionSample version, ModelSample model) => new JsonObject
    {
        ["version"] = version.Version,
        ["records"] = version.Records,
        ["encodings"] = new JsonObject(version.Encodings.Select(encoding => KeyValuePair.Create(encoding.Key, (JsonNode?)encoding.Value))),
        ["tensors"] = new JsonArray([.. version.Profile.Tensors.Select(WriteTensor)]),
        ["scores"] = version.Profile.Scores.Count == 0 ? null : WriteScores(version.Profile, Likeness.AxisOf(model)),
        ["labels"] = version.Profile.Labels.Range.Count == 0 ? null : WriteLabels(version.Profile, model),
    };

    private static JsonNode WriteTensor(TensorProfile tensor) => new JsonObject
    {
        ["name"] = tensor.Name,
        ["types"] = new JsonArray([.. tensor.Types.Select(type => (JsonNode)type)]),
        ["shapes"] = new JsonArray([.. tensor.Shapes.Select(WriteShape)]),
        ["records"] = tensor.Records,
    };

    // Each axis as its least and its greatest length.
    private static JsonNode WriteShape(ShapeRange shape) => new JsonArray([.. Enumerable.Range(0, shape.Rank).Select(axis => (JsonNode)new JsonArray(shape[axis].Least, shape[axis].Most))]);

    private static JsonObject WriteScores(BatchProfile profile, int? classAxis)
    {
        var json = WriteRange(profile.Scores);
        json["rows"] = Likeness.SumsOver(profile, classAxis)?.Rows;
        json["rows_that_sum_to_1"] = Likeness.SumsOver(profile, classAxis)?.Distributions;
        json["looks_like"] = Likeness.OfScores(profile, classAxis);
        return json;
    }

    private static JsonObject WriteLabels(BatchProfile profile, ModelSample model)
    {
        var contract = model.Proposal?.Contract ?? model.Present ?? new Contract();
        var json = WriteRange(profile.Labels.Range);
        json["distinct"] = profile.Labels.Distinct;
        json["has_more_distinct"] = profile.Labels.HasMore;
        json["ignore_value"] = contract.CanIgnore ? contract.IgnoreIndex : null;
        json["ignore_share"] = contract is { CanIgnore: true, IgnoreIndex: { } value } ? (double)profile.Labels.CountOf(value) / profile.Labels.Range.Count : null;
        json["looks_like"] = Likeness.OfLabels(profile, Likeness.AxisOf(model));
        return json;
    }

    private static JsonObject WriteRange(ValueRange range) => new()
    {
        ["count"] = range.Count,
        ["min"] = range.IsKnown ? range.Min : null,
        ["max"] = range.IsKnown ? range.Max : null,
        ["non_finite"] = range.NonFinite,
    };
}
