using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;
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
        batch.Kinds.Scores == ScoreKind.Logits && batch.Scores.Type != ElementType.F64
        && (MixtureKernel.IsFor(batch) ? MixtureKernel.CanScore(batch) : batch.Stride == 1 || batch.Classes <= MaxGatheredClasses);

    /// <summary>Sums up rows and computes their losses and figures.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="block">Holds the labels, and takes the numbers.</param>
    /// <returns>Whether all rows are <see cref="RowBlock.IsUsable">usable</see>.</returns>
    public static bool Run(in ScorableBatch batch, long first, int rows, RowBlock block) =>
        Vector512.IsHardwareAccelerated
            ? Run<Sixteen, EightDoubles>(batch, first, rows, block)
            : Run<Eight, FourDoubles>(batch, first, rows, block);

    /// <summary>The same with vectors of a given width; the bits are those of any other.</summary>
    public static bool Run<TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowBlock block)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        return batch.Scores.Type switch
        {
            ElementType.F32 => Run<F32Vector, TFloat, TDouble>(batch, first, rows, block),
            ElementType.F16 => Run<F16Vector, TFloat, TDouble>(batch, first, rows, block),
            _ => Run<BF16Vector, TFloat, TDouble>(batch, first, rows, block),
        };
    }

    private static bool Run<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        block.FindGaps(rows);
        if (PlainBlock<TVector, TFloat, TDouble>.TryRun(batch, first, rows, block))
        {
            return true;
        }

        Sum<TVector, TFloat, TDouble>(batch, first, rows, block);
        return Finish<TFloat, TDouble>(batch, rows, block);
    }

    private static bool Finish<TFloat, TDouble>(in ScorableBatch batch, int rows, RowBlock block)
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        if (MixtureKernel.IsFor(batch))
        {
            var areMixturesUsable = MixtureRange.Check(block, rows, MixtureRange.ToleranceOf(batch));
            block.FillGapsWithNothing();
            block.FillMixtureGapsWithNothing();
            MixtureFinish<TFloat, TDouble>.Run(block, rows, batch.Classes, batch.Contract.LabelSmoothing);
            return areMixturesUsable;
        }

        var isShort = batch.Classes <= ShortSums.MaxClasses;
        if (isShort && block.KeepsFigures)
        {
            block.Short.Widen(block);
            isShort = false;
        }

        block.FillGaps();
        var areUsable = isShort ? BlockRange<TFloat, TDouble>.CheckShort(block, rows) : BlockRange<TFloat, TDouble>.Check(block, rows);
        block.FillGapsWithNothing();
        if (isShort)
        {
            BlockFinish<ShortColumns, TFloat, TDouble>.Run(block, rows);
        }
        else
        {
            BlockFinish<LongColumns, TFloat, TDouble>.Run(block, rows);
        }

        return areUsable;
    }

    private static void Sum<TVector, TFloat, TDouble>(in ScorableBatch batch, long first, int rows, RowBlock block)
        where TVector : struct, IScoreVector
        where TFloat : struct, IFloatLanes<TFloat, TDouble>
        where TDouble : struct, IDoubleLanes<TDouble>
    {
        if (MixtureKernel.IsFor(batch))
        {
            MixtureKernel.Sum<TVector, TFloat, TDouble>(batch, first, rows, block);
        }
        else
        {
            BlockSum<TVector, TFloat, TDouble>.Run(batch, first, rows, block);
        }
    }
}
