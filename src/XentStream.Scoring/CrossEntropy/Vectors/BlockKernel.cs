using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>
/// The fast part of step 5: softmax of F16, BF16 and F32 logits against one class a row. Rows that are not for it (out of the range of F32 exponentials, or at
/// fault) go to the double path; which rows these are depends on their own bytes alone, so the bits of a row never depend on its neighbours.
/// </summary>
internal static class BlockKernel
{
    /// <summary>Whether the rows of a batch are for the vectors.</summary>
    public static bool CanScore(in ScorableBatch batch) =>
        batch.Kinds.Scores == ScoreKind.Logits && batch.Kinds.Labels != LabelKind.Distribution && batch.Contract.LabelSmoothing == 0 && batch.Scores.Type != ElementType.F64
        && (batch.Classes <= NarrowRows.MaxClasses || batch.Stride == 1);

    /// <summary>Scores rows.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="labels">The labels of the rows.</param>
    /// <param name="results">The results of the rows: those that are still <see cref="RowOutcome.Scored"/> and usable are filled in.</param>
    /// <param name="block">Room for the sums.</param>
    public static void Score(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, Span<RowResult> results, RowBlock block)
    {
        switch (batch.Scores.Type)
        {
            case ElementType.F32:
                Score<F32Vector>(batch, first, labels, results, block);
                break;
            case ElementType.F16:
                Score<F16Vector>(batch, first, labels, results, block);
                break;
            default:
                Score<BF16Vector>(batch, first, labels, results, block);
                break;
        }
    }

    private static void Score<TVector>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, Span<RowResult> results, RowBlock block)
        where TVector : struct, IScoreVector
    {
        var needsRank = batch.Contract.TopK is not [1];
        if (batch.Classes <= NarrowRows.MaxClasses)
        {
            SumNarrow<TVector>(batch, first, labels, needsRank, block);
        }
        else
        {
            SumWide<TVector>(batch, first, labels, results, needsRank, block);
        }

        BlockFinish.Run(block, results.Length);
        var weights = batch.Kinds.HasDenseLabels ? [] : batch.Contract.ClassWeights.AsSpan();
        for (var row = 0; row < results.Length; row++)
        {
            if (results[row].Outcome == RowOutcome.Scored)
            {
                Fill(ref results[row], block, row, batch.Contract.ClassWeights.IsEmpty ? 1 : batch.Contract.ClassWeights[(int)labels[row]], weights.IsEmpty);
            }
        }
    }

    private static void Fill(ref RowResult result, RowBlock block, int row, double classWeight, bool weighsOne)
    {
        result.IsDone = block.IsUsable(row);
        result.HasFigures = true;
        result.Loss = classWeight * block.Loss[row];
        result.Weight = weighsOne ? 1 : classWeight;
        result.Rank = block.Rank[row];
        result.Brier = block.Brier[row];
        result.Entropy = block.Entropy[row];
        result.Confidence = block.Confidence[row];
    }

    private static void SumWide<TVector>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, ReadOnlySpan<RowResult> results, bool needsRank, RowBlock block)
        where TVector : struct, IScoreVector
    {
        var length = batch.Classes * TVector.Size;
        for (var row = 0; row < results.Length; row++)
        {
            if (results[row].Outcome == RowOutcome.Scored)
            {
                WideRow.Sum<TVector>(batch.ScoresOfRow(first + row)[..length], batch.Classes, (int)labels[row], needsRank, block, row);
            }
        }
    }

    private static void SumNarrow<TVector>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, bool needsRank, RowBlock block)
        where TVector : struct, IScoreVector
    {
        Span<float> columns = stackalloc float[NarrowRows.MaxClasses * NarrowRows.Lanes];
        Span<int> sixteen = stackalloc int[NarrowRows.Lanes];
        for (var row = 0; row < labels.Length; row += NarrowRows.Lanes)
        {
            var count = Math.Min(NarrowRows.Lanes, labels.Length - row);
            for (var lane = 0; lane < count; lane++)
            {
                Transpose<TVector>(batch.ScoresOfRow(first + row + lane), batch.Classes, batch.Stride, columns[lane..]);
                sixteen[lane] = (int)labels[row + lane];
            }

            NarrowRows.Sum(columns, batch.Classes, Vector512.Create<int>(sixteen), needsRank, block, row);
        }
    }

    private static void Transpose<TVector>(ReadOnlySpan<byte> bytes, int classes, int stride, Span<float> columns)
        where TVector : struct, IScoreVector
    {
        // One check of the row's last element, and of the last place it goes to.
        var step = stride * TVector.Size;
        ref var score = ref MemoryMarshal.GetReference(bytes[..(((classes - 1) * step) + TVector.Size)]);
        ref var column = ref MemoryMarshal.GetReference(columns[..(((classes - 1) * NarrowRows.Lanes) + 1)]);
        for (var c = 0; c < classes; c++)
        {
            Unsafe.Add(ref column, c * NarrowRows.Lanes) = TVector.LoadOne(ref Unsafe.Add(ref score, (nint)c * step));
        }
    }
}
