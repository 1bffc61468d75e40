using System.Text.Json;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tests;

public sealed class HostilePayloadsTests
{
    // What the format allows and is refused for its content, or beyond our limits.
    private static readonly FaultCode[] Stricter = [FaultCode.TensorMissing, FaultCode.TensorTypeUnsupported, FaultCode.TensorDuplicate, FaultCode.HeaderTooLarge, FaultCode.HeaderMalformed, FaultCode.ShapeOverflow, FaultCode.ByteLengthMismatch];

    public static TheoryData<string> Payloads => [.. File.ReadLines(Path.Combine(ClientPayloads.Folder, "hostile.jsonl"))];

    [Theory]
    [MemberData(nameof(Payloads), DisableDiscoveryEnumeration = true)]
    public void Payload_RefusedByTheOfficialParser_IsRefused(string line)
    {
        using var document = JsonDocument.Parse(line);
        var isAccepted = document.RootElement.GetProperty("accepted").GetBoolean();
        var payload = document.RootElement.GetProperty("base64").GetBytesFromBase64();

        var name = document.RootElement.GetProperty("encoding").GetString();
        var encoding = PayloadEncodings.Declarations.Single(known => known.Name == name).Encoding;

        var fault = new PayloadDecoder().Decode(payload, encoding, out _);

        Assert.True(isAccepted || fault is not null, document.RootElement.GetProperty("why").GetString());
        Assert.True(!isAccepted || fault is null || Stricter.Contains(fault.Code), fault?.Wrong);
        if (fault is not null)
        {
            Refusal.AssertReadable(fault);
        }
    }
}
