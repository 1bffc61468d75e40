using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>The class of single rows of a batch that was scored and whose labels are a number for each class.</summary>
internal static class DenseClasses
{
    private const int FewRows = 4;

    /// <summary>Whether a few rows tell that they are classes, and no soft labels.</summary>
    public static bool MayBe(in ScorableBatch batch)
    {
        for (var i = 1; i <= FewRows; i++)
        {
            if (LargestOf(batch, RowSample.At(i, batch.Rows)).Share is not (0 or 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The class that has all of a row's label, or <see cref="ClassLabels.None"/> where none has.</summary>
    public static int Of(in ScorableBatch batch, long row) => LargestOf(batch, row) is (var label, 1) ? label : ClassLabels.None;

    // Of a row that was scored, so that nothing is beside a 1.
    private static (int Label, double Share) LargestOf(in ScorableBatch batch, long row)
    {
        if (batch.Stride == 1 && batch.Labels.Type == ElementType.F32)
        {
            var shares = MemoryMarshal.Cast<byte, float>(batch.SharesOfRow(row))[..batch.Classes];
            var top = RowClass.TopOf(shares);
            return (top, shares[top]);
        }

        var label = batch.LabelsOfRow(row);
        var largest = label.Top();
        return (largest, label[largest]);
    }
}
