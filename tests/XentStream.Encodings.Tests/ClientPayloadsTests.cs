using System.Text;
using System.Text.Json.Nodes;
using XentStream.Scoring;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests;

public sealed class ClientPayloadsTests
{
    public static TheoryData<string> Payloads => [.. ClientPayloads.Cases];

    [Theory]
    [MemberData(nameof(Payloads), DisableDiscoveryEnumeration = true)]
    public void Payload_OfAClient_HasItsIdentityShapeAndMean(string line)
    {
        var payload = JsonNode.Parse(line)!;
        var contract = ClientPayloads.ContractOf(payload);

        var headers = ClientPayloads.HeadersOf(payload);

        var fault = new PayloadDecoder().Decode(ClientPayloads.BytesOf(payload), headers, declared: null, contract, out var decoded);

        Assert.Null(fault);
        Assert.Equal(((string?)payload["model"] ?? "", (string?)payload["version"] ?? ""), (headers.Model.IsEmpty ? decoded.Model : Encoding.UTF8.GetString(headers.Model), decoded.Version));
        Assert.Equal(TensorShape.Of([.. payload["shape"]!.AsArray().Select(length => (long)length!)]), decoded.Tensors.Scores.Shape);
        var scorer = new BatchScorer();
        Assert.Empty(scorer.Score(decoded.Tensors, contract));
        Assert.Equal((double)payload["mean"]!, scorer.Totals.WeightedMean!.Value, 1e-6 * (double)payload["mean"]!);
    }
}
