using System.Reflection;
using XentStream.Encodings;
using XentStream.Encodings.Selection;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Demo;

/// <summary>The predictions of three real classifiers for real handwritten digits; <c>Data/README.md</c> tells where they come from.</summary>
internal static class DigitData
{
    /// <summary>899 rows are 31 batches of this size.</summary>
    public const int RowsPerBatch = 29;

    public static IReadOnlyList<string> Versions { get; } = ["v1", "v2", "v3"];

    /// <summary>The batches of one classifier, in order.</summary>
    public static IEnumerable<DigitBatch> Read(string version)
    {
        var payload = ReadResource($"digits-{version}.safetensors");
        var (logits, labels) = Split(payload);
        return logits.Chunk(RowsPerBatch * DigitBatch.Classes * sizeof(float))
            .Zip(labels.Chunk(RowsPerBatch * sizeof(long)), (scores, truths) => new DigitBatch(version, scores, truths));
    }

    private static (byte[] Logits, byte[] Labels) Split(byte[] payload)
    {
        var decoder = new PayloadDecoder();
        TensorBatch tensors = default;
        var fault = decoder.Read(payload, default, PayloadEncoding.Safetensors, out var decoded) ?? decoder.Select(decoded, new Contract(), out tensors);
        return fault is null ? (tensors.Scores.Bytes.ToArray(), tensors.Labels.Bytes.ToArray()) : throw new InvalidDataException(fault.Wrong);
    }

    private static byte[] ReadResource(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
