using System.Runtime.CompilerServices;

namespace XentStream.Scoring.Diagnosis;

/// <summary>The class of every row that is scored.</summary>
internal sealed class ClassLabels
{
    /// <summary>Stands for a row that is not scored.</summary>
    public const int None = -1;

    private ClassLabels(int[]? rows) => Rows = rows;

    /// <summary>The classes of the rows, or null where the labels are not one class each.</summary>
    public int[]? Rows { get; }

    /// <summary>The classes of the rows of a batch without faults.</summary>
    public static ClassLabels Of(ref DiagnosedBatch batch)
    {
        var classes = GC.AllocateUninitializedArray<int>((int)batch.Rows.Rows);
        if (!batch.IsDense)
        {
            Read(batch, classes);
            return new ClassLabels(classes);
        }

        return new ClassLabels(AreRead(new AxisLines(batch.Labels, batch.ClassAxis!.Value).Blocks(), batch.ScoredRows, classes) ? classes : null);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read(in DiagnosedBatch batch, int[] classes)
    {
        // Without an ignore value none is equal to it.
        var ignored = batch.IgnoreIndex is { } value ? value : double.NaN;
        foreach (var block in batch.LabelBlocks())
        {
            var destination = classes.AsSpan((int)block.First, block.Count);
            for (var i = 0; i < destination.Length; i++)
            {
                destination[i] = block.Numbers[i] == ignored ? None : (int)block.Numbers[i];
            }
        }
    }

    private static bool AreRead(LineBlocks labels, ScoredRows scored, int[] classes)
    {
        foreach (var block in labels)
        {
            for (var line = 0; line < block.Count; line++)
            {
                var row = block.First + line;
                if (scored[row] && !(block[line].AreZeroOne() && block[line].Sum() == 1))
                {
                    return false;
                }

                classes[row] = scored[row] ? block[line].Top() : None;
            }
        }

        return true;
    }
}
