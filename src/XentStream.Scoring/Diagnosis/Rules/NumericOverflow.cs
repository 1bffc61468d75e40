using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Diagnosis.Rules;

/// <summary>A scored row holds NaN or +∞; under the sigmoid NaN alone, for infinities are mirror images there.</summary>
internal sealed class NumericOverflow : IRule
{
    public FaultCode Code => FaultCode.NumericOverflow;

    public Finding? Find(ref DiagnosedBatch batch)
    {
        if (AreAllFinite(batch.Scores))
        {
            return null;
        }

        var (count, first, value, rows) = (0L, 0L, 0.0, batch.ScoredRows);
        foreach (var block in batch.ScoreBlocks())
        {
            for (var line = block.Numbers.AreWithin(double.MinValue, double.MaxValue) ? block.Count : 0; line < block.Count; line++)
            {
                if (rows[block.First + line] && FirstNonFinite(block[line], batch.IsSigmoid) is { } found)
                {
                    (first, value) = count++ == 0 ? (block.First + line, found) : (first, value);
                }
            }
        }

        return count == 0 ? null : new Fault(
            Code,
            $"{count} of {rows.Count} scored rows hold NaN or +Inf; the first is row {first} with {value}.",
            "The model overflowed: half precision, a learning rate too high, or a division by zero.",
            "Find the first layer that is not finite, and compute the head in F32. NaN in ignored rows does no harm.");
    }

    // What is not finite is NaN after a multiplication with 0, and nothing brings it back. Other types than F32 are read row by row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreAllFinite(TensorView scores)
    {
        if (scores.Type != ElementType.F32)
        {
            return false;
        }

        var numbers = MemoryMarshal.Cast<byte, float>(scores.Bytes);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var zeros = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            zeros += vector * Vector<float>.Zero;
        }

        var sum = Vector.Sum(zeros);
        foreach (var number in numbers[(vectors.Length * Vector<float>.Count)..])
        {
            sum += number * 0;
        }

        return sum == 0;
    }

    private static double? FirstNonFinite(ReadOnlySpan<double> scores, bool isSigmoid)
    {
        foreach (var score in scores)
        {
            if (!double.IsFinite(score) && (double.IsNaN(score) || (score > 0 && !isSigmoid)))
            {
                return score;
            }
        }

        return null;
    }
}
