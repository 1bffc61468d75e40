using System.Runtime.InteropServices;
using CsCheck;
using Google.Protobuf;
using XentStream.Demo.OpenInference;
using XentStream.Encodings.Selection;
using XentStream.Fuzz.Mutations;

namespace XentStream.Fuzz.Targets;

/// <summary>The Open Inference Protocol in protobuf.</summary>
internal static class OipProtobufTarget
{
    private static readonly Gen<byte[]> Messages =
        from batch in Batches.Any
        from isRaw in Gen.Bool
        select (isRaw ? Raw(batch) : Typed(batch)).ToByteArray();

    public static FuzzTarget Create() =>
        new("oip-protobuf", PayloadEncoding.OipProtobuf, ByteChanges.Of(WireFields.Of(Messages)).Select(payload => new FuzzInput(payload)), input => IsNoMessage(input.Payload));

    // With a schema registry's prefix it is none, and yet read.
    private static bool IsNoMessage(byte[] payload)
    {
        try
        {
            _ = payload.Length > 0 && payload[0] == 0 ? null : ModelInferResponse.Parser.ParseFrom(payload);
            return false;
        }
        catch (InvalidProtocolBufferException)
        {
            return true;
        }
    }

    private static ModelInferResponse Raw(Batches batch) => new()
    {
        ModelName = "m",
        ModelVersion = "1",
        Outputs = { Tensor("logits", "FP32", batch.Rows, batch.Classes), Tensor("labels", "INT64", batch.Rows) },
        RawOutputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(batch.Logits)), ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(batch.Labels)) },
        Parameters = { ["a"] = new InferParameter { StringParam = "b" } },
    };

    private static ModelInferResponse Typed(Batches batch)
    {
        var message = new ModelInferResponse { Id = "7", Outputs = { Tensor("logits", "FP32", batch.Rows, batch.Classes), Tensor("labels", "INT64", batch.Rows) } };
        message.Outputs[0].Contents = new InferTensorContents { Fp32Contents = { batch.Logits } };
        message.Outputs[1].Contents = new InferTensorContents { Int64Contents = { batch.Labels } };
        return message;
    }

    private static InferTensor Tensor(string name, string datatype, params long[] shape) => new() { Name = name, Datatype = datatype, Shape = { shape } };
}
