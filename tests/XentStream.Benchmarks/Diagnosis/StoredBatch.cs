using System.Runtime.InteropServices;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Benchmarks.Diagnosis;

/// <summary>A batch that lies in memory.</summary>
internal sealed record StoredBatch(ElementType ScoresType, long[] ScoresShape, byte[] Scores, ElementType LabelsType, long[] LabelsShape, byte[] Labels)
{
    /// <summary>What the scores are sent as.</summary>
    public ScoreKind Kind { get; init; } = ScoreKind.Logits;

    public TensorBatch View => new()
    {
        Scores = new TensorView(ScoresType, TensorShape.Of(ScoresShape), Scores),
        ScoreKind = Kind,
        Labels = new TensorView(LabelsType, TensorShape.Of(LabelsShape), Labels),
    };

    /// <summary>F32 logits with class indices.</summary>
    public static StoredBatch Of(float[] scores, long[] shape, long[] labels, params long[] labelsShape) => new(
        ElementType.F32, shape, MemoryMarshal.AsBytes<float>(scores).ToArray(), ElementType.I64, labelsShape.Length == 0 ? [labels.Length] : labelsShape, MemoryMarshal.AsBytes<long>(labels).ToArray());

    /// <summary>The same logits in half precision.</summary>
    public StoredBatch InHalves() => this with
    {
        ScoresType = ElementType.F16,
        Scores = [.. MemoryMarshal.AsBytes<Half>(MemoryMarshal.Cast<byte, float>(Scores).ToArray().Select(score => (Half)score).ToArray())],
    };
}
