using System.Text;
using CsCheck;

namespace XentStream.Encodings.Tests.Safetensors;

public sealed class RememberedHeaderTests
{
    private static readonly string[] Headers =
    [
        """{"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"labels":{"dtype":"I64","shape":[2],"data_offsets":[24,40]}}""",
        """{"__metadata__":{"model":"digits","version":"v2","id":"7"},"logits":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"labels":{"dtype":"I64","shape":[2],"data_offsets":[24,40]}}""",
        """{"labels":{"dtype":"I64","shape":[2],"data_offsets":[0,16]},"logits":{"dtype":"F32","shape":[2,3],"data_offsets":[16,40]}}""",
        """{"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"labels":{"dtype":"I64","shape":[2],"data_offsets":[24,48]}}""",
        """{"__metadata__":{"model":"digits"},"logits":{"dtype":"F3""",
    ];

    // The valid ones with enough data, with too little and with too much; JSON; and nothing.
    private static readonly byte[][] Payloads =
    [
        .. from header in Headers from length in (int[])[40, 39, 48] select SafetensorsPayload.Of(Encoding.UTF8.GetBytes(header), Data(length)),
        """{"model_name":"other","inputs":[{"name":"logits","datatype":"FP32","shape":[1,2],"data":[1,2]},{"name":"labels","datatype":"INT64","shape":[1],"data":[1]}]}"""u8.ToArray(),
        [],
    ];

    /// <summary>Whatever a decoder has read before, it makes of a payload what a new one makes of it.</summary>
    [Fact]
    public void Decoder_AfterAnyPayloads_DecodesLikeANewOne() =>
        Gen.Int[0, Payloads.Length - 1].Array[1, 12].Sample(order =>
        {
            var used = new PayloadDecoder();
            foreach (var number in order)
            {
                Assert.Equal(Describe(new PayloadDecoder(), Payloads[number]), Describe(used, Payloads[number]));
            }
        });

    /// <summary>The same header with other values: these are the values of the second.</summary>
    [Fact]
    public void Header_ThatIsTheSameAgain_HasItsOwnData()
    {
        var decoder = new PayloadDecoder();
        decoder.Decode(SafetensorsPayload.Of(Encoding.UTF8.GetBytes(Headers[0]), Data(40)), null, out _);
        var data = Data(40);
        data[0] = 99;

        Assert.Null(decoder.Decode(SafetensorsPayload.Of(Encoding.UTF8.GetBytes(Headers[0]), data), null, out var decoded));

        Assert.Equal("digits/v1", $"{decoded.Model}/{decoded.Version}");
        Assert.Equal(99, decoded.Tensors.Scores.Bytes[0]);
    }

    private static byte[] Data(int length) => [.. Enumerable.Range(0, length).Select(number => (byte)(number % 7))];

    private static string Describe(PayloadDecoder decoder, byte[] payload)
    {
        var fault = decoder.Decode(payload, declared: null, out var decoded);
        var tensors = decoded.Tensors;
        return fault is not null
            ? $"{fault.Code}: {fault.Wrong} {decoded.Model}/{decoded.Version}"
            : $"{decoded.Model}/{decoded.Version}/{Encoding.UTF8.GetString(decoded.Payload.Id)} {tensors.Scores.Shape} {Convert.ToHexString(tensors.Scores.Bytes)} {tensors.Labels.Shape} {Convert.ToHexString(tensors.Labels.Bytes)}";
    }
}
