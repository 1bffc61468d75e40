using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Single labels and scores of a batch whose labels are classes: the usual types without a choice among all.</summary>
internal readonly ref struct ClassRows
{
    private readonly ReadOnlySpan<long> longs;
    private readonly ReadOnlySpan<float> floats;
    private readonly long ignored;

    /// <summary>Reads a batch.</summary>
    public ClassRows(in ScorableBatch batch)
    {
        longs = batch.Labels.Type == ElementType.I64 && !batch.Kinds.HasDenseLabels ? MemoryMarshal.Cast<byte, long>(batch.Labels.Bytes) : [];
        floats = batch.Scores.Type == ElementType.F32 && batch.Stride == 1 ? MemoryMarshal.Cast<byte, float>(batch.Scores.Bytes) : [];
        ignored = batch.Contract.IgnoreIndex ?? ClassLabels.None;
    }

    /// <summary>The class of a row, or <see cref="ClassLabels.None"/>.</summary>
    public int LabelOf(in ScorableBatch batch, long row)
    {
        if (longs.IsEmpty)
        {
            return batch.Kinds.HasDenseLabels ? DenseClasses.Of(batch, row) : RowClass.Of(batch, row) ?? ClassLabels.None;
        }

        var label = longs[(int)row];
        return label == ignored ? ClassLabels.None : (int)label;
    }

    /// <summary>The score of a class in a row.</summary>
    public double ScoreOf(in ScorableBatch batch, long row, int label) => floats.IsEmpty ? batch.NumbersOfRow(row)[label] : floats[((int)row * batch.Classes) + label];
}
