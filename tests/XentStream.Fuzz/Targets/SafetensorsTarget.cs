using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using XentStream.Encodings.Selection;
using XentStream.Fuzz.Mutations;

namespace XentStream.Fuzz.Targets;

/// <summary>Safetensors. Their official parser is a library of Rust; its verdicts are among the data of the tests.</summary>
internal static class SafetensorsTarget
{
    private static readonly Gen<byte[]> Payloads =
        from batch in Batches.Any
        from header in JsonTokens.Of(Gen.Const(HeaderOf(batch)))
        from off in Gen.Frequency((20, Gen.Const(0L)), (1, Gen.Long))
        select Frame(header, off, [.. MemoryMarshal.AsBytes<float>(batch.Logits), .. MemoryMarshal.AsBytes<long>(batch.Labels)]);

    public static FuzzTarget Create() => new("safetensors", PayloadEncoding.Safetensors, ByteChanges.Of(Payloads).Select(payload => new FuzzInput(payload)), IsRefused: null);

    public static byte[] Frame(string header, long off, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, unchecked(text.Length + off));
        return [.. prefix, .. text, .. data];
    }

    public static string HeaderOf(Batches batch)
    {
        var split = batch.Logits.Length * sizeof(float);
        return $$$"""{"__metadata__":{"model":"m","version":"1"},"logits":{"dtype":"F32","shape":[{{{batch.Rows}}},{{{batch.Classes}}}],"data_offsets":[0,{{{split}}}]},"""
            + $$$""" "labels":{"dtype":"I64","shape":[{{{batch.Rows}}}],"data_offsets":[{{{split}}},{{{split + (batch.Rows * sizeof(long))}}}]}}""";
    }
}
