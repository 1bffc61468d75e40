using System.Numerics;
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

        var (count, scored, first, value) = (0L, 0L, 0L, 0.0);
        for (var row = 0L; row < batch.Rows.Rows; row++)
        {
            if (batch.IsScored(row))
            {
                scored++;
                if (FirstNonFinite(batch, row) is { } found)
                {
                    (first, value) = count++ == 0 ? (row, found) : (first, value);
                }
            }
        }

        return count == 0 ? null : new Fault(
            Code,
            $"{count} of {scored} scored rows hold NaN or +Inf; the first is row {first} with {value}.",
            "The model overflowed: half precision, a learning rate too high, or a division by zero.",
            "Find the first layer that is not finite, and compute the head in F32. NaN in ignored rows does no harm.");
    }

    // What is not finite is NaN after a multiplication with 0, and nothing brings it back. Other types than F32 are read row by row.
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

    private static double? FirstNonFinite(in DiagnosedBatch batch, long row)
    {
        var scores = batch.ScoresOfRow(row);
        for (var c = 0; c < scores.Classes; c++)
        {
            var score = scores[c];
            if (!double.IsFinite(score) && (double.IsNaN(score) || (score > 0 && !batch.IsSigmoid)))
            {
                return score;
            }
        }

        return null;
    }
}
