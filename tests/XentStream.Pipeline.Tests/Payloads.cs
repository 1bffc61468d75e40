using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace XentStream.Pipeline.Tests;

/// <summary>Small payloads, whose figures can be told without a computer.</summary>
internal static class Payloads
{
    /// <summary>Two rows and three classes; the second row is a toss-up of all three, the first of the first two.</summary>
    public static byte[] TwoRows(string model = "digits", string version = "v1", params ReadOnlySpan<long> labels)
    {
        float[] logits = [1, 1, float.NegativeInfinity, 7, 7, 7];
        long[] truths = labels.IsEmpty ? [0, 1] : labels.ToArray();
        return Of(
            $$$"""{"__metadata__":{"model":"{{{model}}}","version":"{{{version}}}"},"logits":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"labels":{"dtype":"I64","shape":[{{{truths.Length}}}],"data_offsets":[24,{{{24 + (8 * truths.Length)}}}]}}""",
            [.. MemoryMarshal.AsBytes<float>(logits), .. MemoryMarshal.AsBytes<long>(truths)]);
    }

    /// <summary>Rows of four classes, each predicted as its class without a doubt, under labels of the producer's choice.</summary>
    public static byte[] FourClasses(int rows, Func<int, long> labelOf)
    {
        var logits = Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, 4).Select(c => c == row % 4 ? 5f : 0)).ToArray();
        long[] labels = [.. Enumerable.Range(0, rows).Select(row => labelOf(row % 4))];
        return Of(
            $$$"""{"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F32","shape":[{{{rows}}},4],"data_offsets":[0,{{{16 * rows}}}]},"labels":{"dtype":"I64","shape":[{{{rows}}}],"data_offsets":[{{{16 * rows}}},{{{24 * rows}}}]}}""",
            [.. MemoryMarshal.AsBytes<float>(logits), .. MemoryMarshal.AsBytes<long>(labels)]);
    }

    /// <summary>Two rows and two classes in F64, whose losses are doubles, and their sum is none.</summary>
    public static byte[] TwoLargestLosses()
    {
        double[] logits = [-8e307, 8e307, -8e307, 8e307];
        return Of(
            """{"__metadata__":{"model":"digits","version":"v1"},"logits":{"dtype":"F64","shape":[2,2],"data_offsets":[0,32]},"labels":{"dtype":"I64","shape":[2],"data_offsets":[32,48]}}""",
            [.. MemoryMarshal.AsBytes<double>(logits), .. new byte[16]]);
    }

    /// <summary>The loss of the two rows: ln 2 + ln 3.</summary>
    public static double LossOfTwoRows { get; } = Math.Log(6);

    private static byte[] Of(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }
}
