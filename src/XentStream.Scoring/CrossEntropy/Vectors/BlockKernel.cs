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
    // Sixteen strided rows of so many classes are 4 MB.
    private const int MaxGatheredClasses = 1 << 16;

    /// <summary>Whether the rows of a batch are for the vectors.</summary>
    public static bool CanScore(in ScorableBatch batch) =>
        batch.Kinds.Scores == ScoreKind.Logits && batch.Kinds.Labels != LabelKind.Distribution && batch.Contract.LabelSmoothing == 0 && batch.Scores.Type != ElementType.F64
        && (batch.Stride == 1 || batch.Classes <= MaxGatheredClasses);

    /// <summary>Sums up rows and computes their losses and figures.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="labels">The labels of the rows.</param>
    /// <param name="results">Which of the rows are to be scored; all where it is empty.</param>
    /// <param name="block">Takes the numbers.</param>
    public static void Run(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, ReadOnlySpan<RowResult> results, RowBlock block)
    {
        switch (batch.Scores.Type)
        {
            case ElementType.F32:
                Sum<F32Vector>(batch, first, labels, results, block);
                break;
            case ElementType.F16:
                Sum<F16Vector>(batch, first, labels, results, block);
                break;
            default:
                Sum<BF16Vector>(batch, first, labels, results, block);
                break;
        }

        BlockFinish.Run(block, labels.Length);
    }

    /// <summary>Fills in the results of the rows that are to be scored.</summary>
    public static void Fill(in ScorableBatch batch, ReadOnlySpan<long> labels, Span<RowResult> results, RowBlock block)
    {
        var weights = batch.Contract.ClassWeights.AsSpan();
        for (var row = 0; row < results.Length; row++)
        {
            if (results[row].Outcome == RowOutcome.Scored)
            {
                var weight = weights.IsEmpty ? 1 : weights[(int)labels[row]];
                results[row] = new RowResult
                {
                    IsDone = block.IsUsable(row),
                    HasFigures = true,
                    Loss = weight * block.Loss[row],
                    Weight = batch.Kinds.HasDenseLabels ? 1 : weight,
                    Rank = block.Rank[row],
                    Brier = block.Brier[row],
                    Entropy = block.Entropy[row],
                    Confidence = block.Confidence[row],
                };
            }
        }
    }

    private static void Sum<TVector>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, ReadOnlySpan<RowResult> results, RowBlock block)
        where TVector : struct, IScoreVector
    {
        if (batch.Classes <= NarrowRows.MaxClasses)
        {
            SumNarrow<TVector>(batch, first, labels, block);
        }
        else if (batch.Stride == 1)
        {
            SumWide<TVector>(batch, first, labels, results, block);
        }
        else
        {
            SumStrided<TVector>(batch, first, labels, results, block);
        }
    }

    private static void SumWide<TVector>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, ReadOnlySpan<RowResult> results, RowBlock block)
        where TVector : struct, IScoreVector
    {
        var length = batch.Classes * TVector.Size;
        var needsRank = batch.Contract.TopK is not [1];
        for (var row = 0; row < labels.Length; row++)
        {
            if (results.IsEmpty || results[row].Outcome == RowOutcome.Scored)
            {
                WideRow.Sum<TVector>(batch.ScoresOfRow(first + row)[..length], batch.Classes, (int)labels[row], needsRank, block, row);
            }
        }
    }

    // Neighbouring rows share their cache lines, so sixteen are brought together at a time. As F32 they give the bits that they have as what they are.
    private static void SumStrided<TVector>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, ReadOnlySpan<RowResult> results, RowBlock block)
        where TVector : struct, IScoreVector
    {
        var needsRank = batch.Contract.TopK is not [1];
        for (var from = 0; from < labels.Length; from += NarrowRows.Lanes)
        {
            var rows = Math.Min(NarrowRows.Lanes, labels.Length - from);
            var gathered = block.RoomFor(NarrowRows.Lanes * batch.Classes);
            Gather<TVector>(batch, first + from, rows, gathered, toRow: batch.Classes, toClass: 1);
            for (var row = from; row < from + rows; row++)
            {
                if (results.IsEmpty || results[row].Outcome == RowOutcome.Scored)
                {
                    var bytes = MemoryMarshal.AsBytes(gathered.Slice((row - from) * batch.Classes, batch.Classes));
                    WideRow.Sum<F32Vector>(bytes, batch.Classes, (int)labels[row], needsRank, block, row);
                }
            }
        }
    }

    private static void SumNarrow<TVector>(in ScorableBatch batch, long first, ReadOnlySpan<long> labels, RowBlock block)
        where TVector : struct, IScoreVector
    {
        Span<float> columns = stackalloc float[NarrowRows.MaxClasses * NarrowRows.Lanes];
        Span<long> sixteen = stackalloc long[NarrowRows.Lanes];
        for (var row = 0; row < labels.Length; row += NarrowRows.Lanes)
        {
            var rows = Math.Min(NarrowRows.Lanes, labels.Length - row);
            Gather<TVector>(batch, first + row, rows, columns, toRow: 1, toClass: NarrowRows.Lanes);
            labels.Slice(row, rows).CopyTo(sixteen);
            NarrowRows.Sum(columns, batch.Classes, Narrow(sixteen), block, row);
        }
    }

    // Labels beyond 32 bits are no classes, but their lower halves may be: those rows are not to be scored, and whatever comes of them is not looked at.
    private static Vector512<int> Narrow(ReadOnlySpan<long> sixteen) => Vector512.Narrow(Vector512.Create(sixteen), Vector512.Create(sixteen[(NarrowRows.Lanes / 2)..]));

    // Widens the scores of rows to where they are wanted: so many floats from a row to the next, and from a class to the next.
    private static void Gather<TVector>(in ScorableBatch batch, long first, int rows, Span<float> destination, int toRow, int toClass)
        where TVector : struct, IScoreVector
    {
        var (classes, step) = (batch.Classes, batch.Stride * TVector.Size);
        var length = ((classes - 1) * step) + TVector.Size;
        for (var row = 0; row < rows; row++)
        {
            // One check of a row's last element, and of its last place, stands for all.
            ref var score = ref MemoryMarshal.GetReference(batch.ScoresOfRow(first + row)[..length]);
            ref var place = ref MemoryMarshal.GetReference(destination.Slice(row * toRow, ((classes - 1) * toClass) + 1));
            for (var c = 0; c < classes; c++)
            {
                Unsafe.Add(ref place, c * toClass) = TVector.LoadOne(ref Unsafe.Add(ref score, (nint)c * step));
            }
        }
    }
}
