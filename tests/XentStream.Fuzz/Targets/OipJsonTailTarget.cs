using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using XentStream.Encodings.Selection;
using XentStream.Fuzz.Mutations;

namespace XentStream.Fuzz.Targets;

/// <summary>The Open Inference Protocol in JSON with tensors as bytes behind it.</summary>
internal static class OipJsonTailTarget
{
    private static readonly Gen<FuzzInput> Inputs =
        from batch in Batches.Any
        from json in JsonTokens.Of(Gen.Const(TextOf(batch)))
        from tail in ByteChanges.Of(Gen.Const<byte[]>([.. MemoryMarshal.AsBytes<float>(batch.Logits), .. MemoryMarshal.AsBytes<long>(batch.Labels)]))
        from off in Gen.Frequency((20, Gen.Const(0L)), (2, Gen.Long[-3, 3]), (1, Gen.Long[-10_000, 10_000_000_000]))
        let text = Encoding.UTF8.GetBytes(json)
        select new FuzzInput([.. text, .. tail], "application/octet-stream", text.Length + off);

    public static FuzzTarget Create() => new(
        "oip-json-tail",
        PayloadEncoding.Safetensors,
        Inputs,
        input => input.HeaderLength is not (>= 0 and var length) || length > input.Payload.Length || OipJsonTarget.IsNoJson(input.Payload.AsMemory(0, (int)length)));

    private static string TextOf(Batches batch) =>
        $$$"""{"outputs":[{"name":"logits","datatype":"FP32","shape":[{{{batch.Rows}}},{{{batch.Classes}}}],"parameters":{"binary_data_size":{{{batch.Logits.Length * sizeof(float)}}}}},"""
        + $$$"""{"name":"labels","datatype":"INT64","shape":[{{{batch.Rows}}}],"parameters":{"binary_data_size":{{{batch.Rows * sizeof(long)}}}}}]}""";
}
