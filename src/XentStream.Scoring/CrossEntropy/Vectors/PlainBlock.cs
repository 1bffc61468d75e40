using XentStream.Scoring.Checks;
using XentStream.Scoring.CrossEntropy.Vectors.Lanes;

namespace XentStream.Scoring.CrossEntropy.Vectors;

/// <summary>Blocks of the plainest kind: rows of very few classes one behind the other, none ignored, of which only sums are asked for. They take a shorter way to the same bits.</summary>
internal static class PlainBlock<TVector, TFloat, TDouble>
    where TVector : struct, IScoreVector
    where TFloat : struct, IFloatLanes<TFloat, TDouble>
    where TDouble : struct, IDoubleLanes<TDouble>
{
    /// <summary>Sums up and finishes a block.</summary>
    /// <returns>False where it is not so plain, or a row may not be usable: then nothing is said of it.</returns>
    public static bool TryRun(in ScorableBatch batch, long first, int rows, RowBlock block)
    {
        if (rows % RowBlock.Lanes != 0 || block.Ignored > 0 || block.KeepsFigures || !IsPlain(batch))
        {
            return false;
        }

        var scores = batch.ScoresOfRow(first);
        if (batch.Classes == 2)
        {
            var areUsable = TwoClassRows.SumAll<TVector, TFloat, TDouble>(scores, rows, block);
            if (areUsable)
            {
                BlockFinish<TwoClassColumns, TFloat, TDouble>.Run(block, rows);
            }

            return areUsable;
        }

        if (!FewClassRows<TVector, TFloat, TDouble>.SumAll(scores, batch.Classes, rows, block))
        {
            return false;
        }

        BlockFinish<ShortColumns, TFloat, TDouble>.Run(block, rows);
        return true;
    }

    // The rank of a label that is no hit is known where there are two classes.
    private static bool IsPlain(in ScorableBatch batch) =>
        batch.Classes <= FewClassRows<TVector, TFloat, TDouble>.MaxClasses && batch.Stride == 1 && !MixtureKernel.IsFor(batch)
        && (batch.Classes == 2 || batch.Contract.TopK is [1]);
}
