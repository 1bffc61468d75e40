using System.Runtime.InteropServices;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

/// <summary>Batches of 64-bit class indices with the same labels as one-hot rows in F32, the classes on the last axis.</summary>
internal static class OneHot
{
    /// <summary>Such a batch.</summary>
    public static OwnedBatch Of(OwnedBatch batch, int classes)
    {
        var labels = MemoryMarshal.Cast<byte, long>(batch.Labels.View.Bytes);
        var rows = new float[labels.Length * classes];
        for (var row = 0; row < labels.Length; row++)
        {
            rows[(row * classes) + (int)labels[row]] = 1;
        }

        return new OwnedBatch(batch.Scores, new OwnedTensor(ElementType.F32, batch.Scores.View.Shape, MemoryMarshal.AsBytes<float>(rows).ToArray()));
    }
}
