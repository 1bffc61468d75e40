using System.Runtime.InteropServices;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>Scores rows one by one, each as a batch of its own.</summary>
internal sealed class RowScorer(WorkerSettings settings)
{
    private readonly BatchScorer scorer = new();

    /// <summary>The totals of a row under a label, valid until the next.</summary>
    public Totals Score(ReadPrediction prediction, int row, long label)
    {
        long[] labels = [label];
        var batch = new TensorBatch
        {
            Scores = new TensorView(ElementType.F32, TensorShape.Of(1, prediction.Classes), MemoryMarshal.AsBytes(prediction.ScoresOf(row))),
            Labels = new TensorView(ElementType.I64, TensorShape.Of(1), MemoryMarshal.AsBytes(labels.AsSpan())),
        };
        scorer.Score(batch, settings.ContractOf(prediction.Model)!);
        return scorer.Totals;
    }
}
