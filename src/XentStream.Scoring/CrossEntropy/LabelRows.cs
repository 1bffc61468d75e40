using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.CrossEntropy;

/// <summary>Reads the labels of softmax rows: which class each names, or why it names none.</summary>
internal static class LabelRows
{
    /// <summary>Reads the labels from row <paramref name="first"/> on.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="labels">Takes the class of each label; of a distribution the most probable.</param>
    /// <param name="results">Takes what is already clear of each row: <see cref="RowOutcome.Scored"/> where it is to be scored.</param>
    public static void Read(in ScorableBatch batch, long first, Span<long> labels, Span<RowResult> results)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            results[i] = new RowResult
            {
                Outcome = batch.Kinds.Labels switch
                {
                    LabelKind.Index => Read(batch, first + i, out labels[i]),
                    LabelKind.OneHot => ReadOneHot(batch, batch.LabelsOfRow(first + i), out labels[i]),
                    _ => ReadDistribution(batch, batch.LabelsOfRow(first + i), out labels[i]),
                },
            };
        }
    }

    /// <summary>Reads labels that are classes or ignored; distributions are left to the vectors.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="labels">Takes the labels, and −1 for ignored rows.</param>
    /// <param name="ignored">How many rows are ignored.</param>
    /// <returns>False where a label is neither, or where they are of another kind.</returns>
    public static bool TryReadClasses(in ScorableBatch batch, long first, Span<int> labels, out int ignored)
    {
        ignored = 0;
        if (batch.Kinds.Labels == LabelKind.Distribution)
        {
            // Whether it is one shows when it is scored.
            labels.Clear();
            return true;
        }

        if (batch.Kinds.Labels != LabelKind.Index || !batch.Labels.Type.IsInteger)
        {
            return false;
        }

        var (type, size) = (batch.Labels.Type, batch.Labels.Type.Size);
        var bytes = batch.Labels.Bytes.Slice((int)(first * size), labels.Length * size);
        if (type == ElementType.I64)
        {
            return ClassVectors.TryRead(MemoryMarshal.Cast<byte, long>(bytes), batch.Classes, batch.Contract.IgnoreIndex, labels, out ignored);
        }

        Span<long> numbers = stackalloc long[RowBlock.MaxRows];
        numbers = numbers[..labels.Length];
        Elements.ReadIntegers(type, bytes, numbers);
        return ClassVectors.TryRead(numbers, batch.Classes, batch.Contract.IgnoreIndex, labels, out ignored);
    }

    /// <summary>Reads a label that is the index of a class.</summary>
    public static RowOutcome Read(in ScorableBatch batch, long row, out long label)
    {
        label = 0;
        if (!batch.Labels.Type.IsInteger)
        {
            var number = batch.NumberOfLabel(row);
            if (number != Math.Floor(number) || !(Math.Abs(number) < long.MaxValue))
            {
                return RowOutcome.LabelNotWhole;
            }

            label = (long)number;
        }
        else
        {
            label = batch.IntegerOfLabel(row);
        }

        return label == batch.Contract.IgnoreIndex ? RowOutcome.Ignored
            : (ulong)label < (ulong)batch.Classes ? RowOutcome.Scored
            : RowOutcome.LabelOutOfRange;
    }

    private static RowOutcome ReadOneHot(in ScorableBatch batch, DenseRow row, out long label)
    {
        var (ones, others) = (0, 0);
        label = 0;
        for (var c = 0; c < row.Classes; c++)
        {
            var number = row[c];
            label = number == 1 && ones == 0 ? c : label;
            ones += number == 1 ? 1 : 0;
            others += number is 0 or 1 ? 0 : 1;
        }

        return ones == 1 && others == 0 ? RowOutcome.Scored
            : ones == 0 && others == 0 && batch.Contract.IgnoresZeroRows ? RowOutcome.Ignored
            : RowOutcome.LabelNotDistribution;
    }

    private static RowOutcome ReadDistribution(in ScorableBatch batch, DenseRow row, out long label)
    {
        var (sum, largest, isNonNegative) = (0.0, 0.0, true);
        label = 0;
        for (var c = 0; c < row.Classes; c++)
        {
            var share = row[c];
            isNonNegative &= share >= 0;
            (label, largest) = share > largest ? (c, share) : (label, largest);
            sum += share;
        }

        return isNonNegative && Math.Abs(sum - 1) <= Normalization.ToleranceOf(batch.Labels.Type, row.Classes) ? RowOutcome.Scored
            : isNonNegative && sum == 0 && batch.Contract.IgnoresZeroRows ? RowOutcome.Ignored
            : RowOutcome.LabelNotDistribution;
    }
}
