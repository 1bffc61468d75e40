using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Whether each class that occurs in a small batch has labels enough for <see cref="LabelMapPermuted"/>. To count them all costs less than a sample of the scores.</summary>
internal static class LabelCounts
{
    // Where labels are spread evenly, most batches that are larger have enough.
    private const int MostOfEach = 2 * LabelMapPermuted.LeastLabels;

    /// <summary>Whether they are surely too few; of other labels than 64-bit ones, and of large batches, nothing is said.</summary>
    public static bool AreTooFew(in ScorableBatch batch)
    {
        if (batch.Labels.Type != ElementType.I64 || batch.Classes > CountedNames.MaxClasses || batch.Rows > batch.Classes * MostOfEach)
        {
            return false;
        }

        var labels = MemoryMarshal.Cast<byte, long>(batch.Labels.Bytes);
        var occurring = 0;
        for (var label = 0; label < batch.Classes; label++)
        {
            var count = label == batch.Contract.IgnoreIndex ? 0 : Count(labels, label);
            if (count is > 0 and < LabelMapPermuted.LeastLabels)
            {
                return true;
            }

            occurring += count > 0 ? 1 : 0;
        }

        return occurring < 2;
    }

    private static long Count(ReadOnlySpan<long> labels, long label)
    {
        // A lane that is equal is -1.
        var (one, equal) = (Vector512.Create(label), Vector512<long>.Zero);
        var vectors = MemoryMarshal.Cast<long, Vector512<long>>(labels);
        foreach (var vector in vectors)
        {
            equal -= Vector512.Equals(vector, one);
        }

        var count = Vector512.Sum(equal);
        foreach (var other in labels[(vectors.Length * Vector512<long>.Count)..])
        {
            count += other == label ? 1 : 0;
        }

        return count;
    }
}
