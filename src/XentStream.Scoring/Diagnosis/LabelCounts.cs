using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis;

/// <summary>Whether each class that occurs in a small batch has labels enough for <see cref="LabelMapPermuted"/>. To count them all costs less than a sample of the scores.</summary>
internal static class LabelCounts
{
    // Where labels are spread evenly, most batches that are larger have enough.
    private const int MostOfEach = 2 * LabelMapPermuted.LeastLabels;

    // So many classes are counted at once, in fields of eight bits of each lane: of all labels a lane sees a quarter, and a field no more than it can hold.
    private const int Fields = 8;
    private const ulong EvenFields = 0x00FF_00FF_00FF_00FF;

    /// <summary>Whether they are surely too few; of other labels than 64-bit ones, and of large batches, nothing is said.</summary>
    public static bool AreTooFew(in ScorableBatch batch)
    {
        if (batch.Labels.Type != ElementType.I64 || batch.Classes > CountedNames.MaxClasses || batch.Rows > batch.Classes * MostOfEach || batch.Contract.IgnoreIndex is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        var labels = MemoryMarshal.Cast<byte, long>(batch.Labels.Bytes);
        var (occurring, tooFew, ignored) = (0, 0, batch.Contract.IgnoreIndex ?? ClassLabels.None);
        for (var first = 0; first < batch.Classes; first += Fields)
        {
            var (even, odd) = Count(labels, first);
            for (var label = first; label < Math.Min(first + Fields, batch.Classes); label++)
            {
                var count = (int)((label % 2 == 0 ? even : odd) >> ((label - first) / 2 * 16)) & ushort.MaxValue;
                count = label == ignored ? 0 : count;
                occurring += count > 0 ? 1 : 0;
                tooFew += count is > 0 and < LabelMapPermuted.LeastLabels ? 1 : 0;
            }
        }

        return tooFew > 0 || occurring < 2;
    }

    // The labels of eight classes, in fields of sixteen bits: of the first, third, fifth and seventh, and of the others.
    private static (ulong Even, ulong Odd) Count(ReadOnlySpan<long> labels, long first)
    {
        var (even, odd, done) = (0UL, 0UL, 0);
        if (Avx2.IsSupported)
        {
            var fields = Vector256<ulong>.Zero;
            var vectors = MemoryMarshal.Cast<long, Vector256<long>>(labels);
            foreach (var vector in vectors)
            {
                // What is no such class is shifted out.
                fields += Avx2.ShiftLeftLogicalVariable(Vector256<ulong>.One, ((vector - Vector256.Create(first)) << 3).AsUInt64());
            }

            even = Vector256.Sum(fields & Vector256.Create(EvenFields));
            odd = Vector256.Sum((fields >> Fields) & Vector256.Create(EvenFields));
            done = vectors.Length * Vector256<long>.Count;
        }

        foreach (var label in labels[done..])
        {
            var place = (ulong)(label - first);
            var one = place < Fields ? 1UL << (int)(place / 2 * 16) : 0;
            even += place % 2 == 0 ? one : 0;
            odd += place % 2 == 0 ? 0 : one;
        }

        return (even, odd);
    }
}
