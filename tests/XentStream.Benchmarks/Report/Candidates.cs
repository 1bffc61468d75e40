using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using XentStream.Scoring;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Benchmarks.Report;

/// <summary>Ways to come from logits and labels to a mean loss.</summary>
internal static class Candidates
{
    private static readonly BatchScorer Scorer = new();
    private static readonly Contract Contract = new() { MaxRows = LogitData.Elements };

    /// <summary>The limit: the bytes are read and added up, and nothing else.</summary>
    public static double PlainRead(LogitData data)
    {
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(data.Logits);
        for (var i = 0; i + 3 < vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return Vector.Sum(a + b + c + d);
    }

    /// <summary>One row and one class at a time, in F32.</summary>
    public static double ScalarMathF(LogitData data)
    {
        var sum = 0.0;
        for (var row = 0; row < data.Rows; row++)
        {
            var scores = data.Logits.AsSpan(row * data.Classes, data.Classes);
            var max = float.NegativeInfinity;
            foreach (var score in scores)
            {
                max = MathF.Max(max, score);
            }

            var terms = 0f;
            foreach (var score in scores)
            {
                terms += MathF.Exp(score - max);
            }

            sum += max + MathF.Log(terms) - scores[(int)data.Labels[row]];
        }

        return sum / data.Rows;
    }

    /// <summary>Row by row with the vectorised library of .NET.</summary>
    public static double Tensors(LogitData data)
    {
        Span<float> terms = new float[data.Classes];
        var sum = 0.0;
        for (var row = 0; row < data.Rows; row++)
        {
            var scores = data.Logits.AsSpan(row * data.Classes, data.Classes);
            var max = TensorPrimitives.Max<float>(scores);
            TensorPrimitives.Subtract(scores, max, terms);
            TensorPrimitives.Exp<float>(terms, terms);
            sum += max + MathF.Log(TensorPrimitives.Sum<float>(terms)) - scores[(int)data.Labels[row]];
        }

        return sum / data.Rows;
    }

    /// <summary>All checks, losses, accuracy, Brier score, entropy and calibration, in exact totals.</summary>
    public static double XentStream(LogitData data)
    {
        var batch = new TensorBatch
        {
            Scores = new TensorView(ElementType.F32, TensorShape.Of(data.Rows, data.Classes), MemoryMarshal.AsBytes<float>(data.Logits)),
            Labels = new TensorView(ElementType.I64, TensorShape.Of(data.Rows), MemoryMarshal.AsBytes<long>(data.Labels)),
        };
        return Scorer.Score(batch, Contract).IsEmpty ? Scorer.Totals.RowMean!.Value : throw new InvalidOperationException("The batch has a fault.");
    }
}
