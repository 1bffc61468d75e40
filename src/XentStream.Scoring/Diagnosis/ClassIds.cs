using System.Runtime.CompilerServices;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Labels as class ids.</summary>
internal static class ClassIds
{
    /// <summary>Whether the labels are class indices and all whole, so that it can be asked which are classes.</summary>
    public static bool CanBeRead(ref DiagnosedBatch batch) => batch.IsIndex && batch.Census.NotWhole == 0;

    /// <summary>All labels less one, but for those to ignore.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long[] LessOne(in DiagnosedBatch batch)
    {
        var indices = new long[batch.Y.Count];
        var ignored = batch.IgnoreIndex is { } value ? value : double.NaN;
        foreach (var block in batch.LabelBlocks())
        {
            for (var i = 0; i < block.Count; i++)
            {
                indices[block.First + i] = (long)block.Numbers[i] - (block.Numbers[i] == ignored ? 0 : 1);
            }
        }

        return indices;
    }
}
