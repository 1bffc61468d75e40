using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using XentStream.Demo.OpenInference;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.Tests.OpenInference.Protobuf;

public sealed class OipProtobufReaderTests
{
    private static readonly float[] Scores = [0.5f, -1, 2, 0, 0.25f, 8];

    [Fact]
    public void Message_WithRawContents_HasViewsOfItsBytes()
    {
        var payload = Raw().ToByteArray();

        Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.OipProtobuf, out var decoded));

        Assert.Equal(("digits", "v1"), (decoded.Model, decoded.Version));
        Assert.Equal(Scores, MemoryMarshal.Cast<byte, float>(decoded.Tensors.Scores.Bytes));
        Assert.True(payload.AsSpan().Overlaps(decoded.Tensors.Scores.Bytes) && payload.AsSpan().Overlaps(decoded.Tensors.Labels.Bytes));
    }

    [Fact]
    public void Message_WithTypedFloats_HasAViewOfThem()
    {
        var payload = Typed().ToByteArray();

        Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.OipProtobuf, out var decoded));

        Assert.Equal(Scores, MemoryMarshal.Cast<byte, float>(decoded.Tensors.Scores.Bytes));
        Assert.Equal([2L, 0], MemoryMarshal.Cast<byte, long>(decoded.Tensors.Labels.Bytes));
        Assert.True(payload.AsSpan().Overlaps(decoded.Tensors.Scores.Bytes));
    }

    // Half of the values packed, two of them one by one, and the contents in two messages that are to be merged.
    [Fact]
    public void Message_WithContentsInPieces_IsJoined()
    {
        byte[] first = [0x32, 12, .. MemoryMarshal.AsBytes<float>(Scores.AsSpan(0, 3)), 0x35, .. MemoryMarshal.AsBytes<float>(Scores.AsSpan(3, 1))];
        byte[] second = [0x35, .. MemoryMarshal.AsBytes<float>(Scores.AsSpan(4, 1)), 0x35, .. MemoryMarshal.AsBytes<float>(Scores.AsSpan(5, 1))];
        byte[] tensor = [.. Text(1, "logits"), .. Text(2, "FP32"), 0x18, 2, 0x1A, 1, 3, .. Field(5, first), .. Field(5, second)];
        byte[] payload = [.. Field(5, Labels().ToByteArray()), .. Field(5, tensor)];

        Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.OipProtobuf, out var decoded));

        Assert.Equal(TensorShape.Of(2, 3), decoded.Tensors.Scores.Shape);
        Assert.Equal(Scores, MemoryMarshal.Cast<byte, float>(decoded.Tensors.Scores.Bytes));
    }

    [Fact]
    public void Request_NamedByItsHeader_HasTheTensorsOfItsInputs()
    {
        var payload = new ModelInferRequest { ModelName = "net", Inputs = { Logits(), Labels() }, Outputs = { new InferRequestedOutputTensor { Name = "logits" } } }.ToByteArray();
        var headers = Decoding.Headers((RecordHeaders.InferTypeName, Encoding.UTF8.GetBytes("proto/InferModelRequest")));

        Assert.Null(new PayloadDecoder().Decode(payload, headers, declared: null, Decoding.AnyContract, out var decoded));
        Assert.Equal("net", decoded.Model);
    }

    [Fact]
    public void Request_NamedByNobody_IsKnownByItsRawContents()
    {
        var request = new ModelInferRequest { ModelName = "net", Outputs = { new InferRequestedOutputTensor { Name = "logits" } } };
        foreach (var (tensor, raw) in Raw().Outputs.Zip(Raw().RawOutputContents))
        {
            request.Inputs.Add(tensor);
            request.RawInputContents.Add(raw);
        }

        Assert.Null(new PayloadDecoder().Decode(request.ToByteArray(), PayloadEncoding.OipProtobuf, out var decoded));
        Assert.Equal(Scores, MemoryMarshal.Cast<byte, float>(decoded.Tensors.Scores.Bytes));
    }

    [Fact]
    public void Request_WithTypedContentsAndWantedOutputs_IsNoResponse()
    {
        var request = new ModelInferRequest { Inputs = { Logits(), Labels() }, Outputs = { new InferRequestedOutputTensor { Name = "logits" } } };

        Assert.Null(new PayloadDecoder().Decode(request.ToByteArray(), PayloadEncoding.OipProtobuf, out _));
    }

    // Fields that the protocol may get some day, groups, and known numbers in another form are unknown fields.
    [Fact]
    public void Message_WithUnknownFields_IsReadWithoutThem()
    {
        byte[] unknown = [0x0B, 0x08, 0x01, 0x0C, 0x28, 0x07, 0xA2, 0x06, 0x01, 0xFF, 0x0D, 1, 2, 3, 4];

        Assert.Null(new PayloadDecoder().Decode([.. unknown, .. Raw().ToByteArray(), .. unknown], PayloadEncoding.OipProtobuf, out var decoded));
        Assert.Equal("digits", decoded.Model);
    }

    [Fact]
    public void RawContents_BeforeTheirTensors_AreFound()
    {
        var message = Raw();
        byte[] payload = [.. message.RawOutputContents.SelectMany(raw => Field(6, raw.ToByteArray())), .. message.Outputs.SelectMany(tensor => Field(5, tensor.ToByteArray()))];

        Assert.Null(new PayloadDecoder().Decode(payload, PayloadEncoding.OipProtobuf, out var decoded));
        Assert.Equal(Scores, MemoryMarshal.Cast<byte, float>(decoded.Tensors.Scores.Bytes));
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x05, 0x61 }, "ends inside a value; reading stopped at byte 2")]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, "has more than 64 bits")]
    [InlineData(new byte[] { 0x07 }, "is no field: its number or its type does not exist")]
    [InlineData(new byte[] { 0x0C }, "A group ends before byte 1 that did not begin there.")]
    [InlineData(new byte[] { 0x0A, 0x01, 0xFF }, "A text before byte 3 is not UTF-8.")]
    [InlineData(new byte[] { 0x1A, 0x01, 0xFF }, "is not UTF-8")]
    [InlineData(new byte[] { 0x22, 0x03, 0x0A, 0x01, 0xFF }, "is not UTF-8")]
    [InlineData(new byte[] { 0x22, 0x05, 0x12, 0x03, 0x1A, 0x01, 0xFF }, "is not UTF-8")]
    [InlineData(new byte[] { 0x2A, 0x03, 0x0A, 0x01, 0xFF }, "A text before byte 5 is not UTF-8.")]
    [InlineData(new byte[] { 0x2A, 0x03, 0x1A, 0x01, 0x80 }, "Packed numbers before byte 5 do not come out even.")]
    [InlineData(new byte[] { 0x2A, 0x05, 0x2A, 0x03, 0x32, 0x01, 0x00 }, "Packed numbers before byte 7 do not come out even.")]
    [InlineData(new byte[] { 0x2A, 0x05, 0x2A, 0x03, 0x1A, 0x01, 0x80 }, "Packed numbers before byte 7 do not come out even.")]
    public void Message_Malformed_IsRefusedWithItsReason(byte[] payload, string wrong)
    {
        var fault = Refusal.Of(payload, PayloadEncoding.OipProtobuf);

        Assert.Equal(FaultCode.HeaderMalformed, fault.Code);
        Assert.Contains(wrong, fault.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void RawContents_FewerThanTensors_AreRefused()
    {
        var message = Raw();
        message.RawOutputContents.RemoveAt(1);

        Assert.Equal("The message has 2 tensors and 1 raw contents.", Refusal.Of(message.ToByteArray(), PayloadEncoding.OipProtobuf).Wrong);
    }

    [Fact]
    public void RawContents_BesideTypedOnes_AreRefused()
    {
        byte[] payload = [.. Typed().ToByteArray(), .. Field(7, [1, 2])];

        Assert.Equal("The message has both raw and typed contents.", Refusal.Of(payload, PayloadEncoding.OipProtobuf).Wrong);
    }

    [Fact]
    public void Message_OfTooManyTensors_IsRefused()
    {
        var payload = Enumerable.Repeat(new byte[] { 0x2A, 0x00 }, 2049).SelectMany(tensor => tensor).ToArray();

        Assert.Equal(FaultCode.HeaderTooLarge, Refusal.Of(payload, PayloadEncoding.OipProtobuf).Code);
    }

    [Fact]
    public void Message_OfTooLongNames_IsRefused()
    {
        var payload = new ModelInferResponse { Outputs = { new InferTensor { Name = new string('a', 70_000) } } }.ToByteArray();

        Assert.Equal("Names and types take more than 65536 bytes.", Refusal.Of(payload, PayloadEncoding.OipProtobuf).Wrong);
    }

    internal static ModelInferResponse Raw() => new()
    {
        ModelName = "digits",
        ModelVersion = "v1",
        Id = "7",
        Outputs =
        {
            new InferTensor { Name = "logits", Datatype = "FP32", Shape = { 2, 3 } },
            new InferTensor { Name = "labels", Datatype = "INT64", Shape = { 2 } },
        },
        RawOutputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Scores)), ByteString.CopyFrom(MemoryMarshal.AsBytes<long>([2L, 0])) },
    };

    internal static ModelInferResponse Typed() => new() { ModelName = "digits", ModelVersion = "v1", Outputs = { Logits(), Labels() } };

    internal static InferTensor Logits() => new() { Name = "logits", Datatype = "FP32", Shape = { 2, 3 }, Contents = new InferTensorContents { Fp32Contents = { Scores } } };

    internal static InferTensor Labels() => new() { Name = "labels", Datatype = "INT64", Shape = { 2 }, Contents = new InferTensorContents { Int64Contents = { 2, 0 } } };

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    // Short enough for a length of one byte.
    private static byte[] Field(int field, byte[] bytes) => [(byte)((field << 3) | 2), (byte)bytes.Length, .. bytes];
}
