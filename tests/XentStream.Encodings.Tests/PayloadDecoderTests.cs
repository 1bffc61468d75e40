using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests;

public sealed class PayloadDecoderTests
{
    private static readonly byte[][] Valid = [SafetensorsPayload.Valid, .. ClientPayloads.Safetensors];

    private static readonly Gen<byte[]> Mutated =
        from valid in Gen.OneOf([.. Valid.Select(payload => Gen.Const(payload))])
        from changes in Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 4]
        from cut in Gen.Frequency((4, Gen.Const(valid.Length)), (1, Gen.Int[0, valid.Length]))
        select Mutate(valid, changes, cut);

    [Fact]
    public void Payload_ChangedAnywhere_IsRefusedOrLiesWithinItsBytes() => Mutated.Sample(
        payload =>
        {
            var decoder = new PayloadDecoder();
            if (decoder.Decode(payload, PayloadEncoding.Safetensors, out var decoded) is { } fault)
            {
                Refusal.AssertReadable(fault);
                return;
            }

            AssertWithin(payload, decoded.Tensors.Scores);
            AssertWithin(payload, decoded.Tensors.Labels);
        },
        iter: 20_000);

    [Fact]
    public void Payload_OfAnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 200].Sample(payload => new PayloadDecoder().Decode(payload, PayloadEncoding.Safetensors, out _) is not null);

    [Fact]
    public void Tensors_OfAValidPayload_AreItsOwnBytes()
    {
        var gen = from rows in Gen.Int[0, 9]
                  from classes in Gen.Int[1, 9]
                  from data in Gen.Byte.Array[rows * ((classes * 4) + 8)]
                  select (rows, classes, data);
        gen.Sample((rows, classes, data) =>
        {
            var split = rows * classes * 4;
            var payload = SafetensorsPayload.Of(
                Encoding.UTF8.GetBytes($$$"""{"logits":{"dtype":"F32","shape":[{{{rows}}},{{{classes}}}],"data_offsets":[0,{{{split}}}]},"labels":{"dtype":"I64","shape":[{{{rows}}}],"data_offsets":[{{{split}}},{{{data.Length}}}]}}"""),
                data);

            Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.Safetensors, out var decoded));
            AssertView(decoded.Tensors.Scores, ElementType.F32, [rows, classes], data[..split]);
            AssertView(decoded.Tensors.Labels, ElementType.I64, [rows], data[split..]);
            AssertWithin(payload, decoded.Tensors.Scores);
            AssertWithin(payload, decoded.Tensors.Labels);
        });
    }

    [Fact]
    public void Identity_InTheMetadata_IsRead()
    {
        Assert.Null(new PayloadDecoder().Decode(SafetensorsPayload.Valid, PayloadEncoding.Safetensors, out var decoded));

        Assert.Equal("digits v1", $"{decoded.Model} {decoded.Version}");
    }

    [Fact]
    public void Identity_OfAPayloadWithAFault_IsReadAllTheSame()
    {
        Assert.NotNull(new PayloadDecoder().Decode(SafetensorsPayload.Valid.AsSpan()[..^1], PayloadEncoding.Safetensors, out var decoded));

        Assert.Equal("digits", decoded.Model);
    }

    public static TheoryData<string> Clients => [.. ClientPayloads.Cases];

    [Theory]
    [MemberData(nameof(Clients), DisableDiscoveryEnumeration = true)]
    public void Decoding_TenThousandPayloads_AllocatesNothing(string line)
    {
        var client = JsonNode.Parse(line)!;
        var (payload, contract) = (ClientPayloads.BytesOf(client), ClientPayloads.ContractOf(client));
        var headers = ClientPayloads.HeadersOf(client);
        var decoder = new PayloadDecoder();
        decoder.Decode(payload, headers, declared: null, contract, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            decoder.Decode(payload, headers, declared: null, contract, out _);
        }

        // The runtime has a few hundred bytes of its own when it compiles a method anew; an object a payload would be 24 bytes a payload at least.
        Assert.Equal(0, (GC.GetAllocatedBytesForCurrentThread() - before) / 10_000);
    }

    private static byte[] Mutate(byte[] valid, (int Place, byte Value)[] changes, int cut)
    {
        var mutated = (byte[])valid.Clone();
        foreach (var (place, value) in changes)
        {
            mutated[place] = value;
        }

        return mutated[..cut];
    }

    private static void AssertView(TensorView view, ElementType type, long[] shape, byte[] bytes)
    {
        Assert.Equal(type, view.Type);
        Assert.Equal(TensorShape.Of(shape), view.Shape);
        Assert.True(view.Bytes.SequenceEqual(bytes));
    }

    private static void AssertWithin(ReadOnlySpan<byte> payload, TensorView view) =>
        Assert.True(view.Bytes.IsEmpty || (payload.Overlaps(view.Bytes, out var offset) && offset >= 8 && offset + view.Bytes.Length <= payload.Length));
}
