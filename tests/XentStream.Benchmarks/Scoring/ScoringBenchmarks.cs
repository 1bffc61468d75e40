using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using XentStream.Scoring;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Benchmarks.Scoring;

/// <summary>A batch of about 1 MB of F32 logits <c>[N, C]</c>: from tensor views to totals, beside the loop that one writes first.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private const int Elements = 1 << 18;

    private readonly BatchScorer scorer = new();
    private readonly Contract contract = new();
    private float[] logits = [];
    private long[] labels = [];

    /// <summary>Classes: a binary head, digits, ImageNet.</summary>
    [Params(2, 10, 1000)]
    public int Classes { get; set; }

    private int Rows => Elements / Classes;

    /// <summary>Seeded logits in [−8, 8] and labels.</summary>
    [GlobalSetup]
    public void MakeBatch()
    {
        var random = new Random(20);
        logits = [.. Enumerable.Range(0, Rows * Classes).Select(_ => (random.NextSingle() * 16) - 8)];
        labels = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt64(Classes))];
    }

    /// <summary>The mean loss by MathF, one row and one class at a time; it checks nothing and yields nothing else.</summary>
    [Benchmark(Baseline = true)]
    public float ScalarMathF()
    {
        var sum = 0f;
        for (var row = 0; row < Rows; row++)
        {
            var scores = logits.AsSpan(row * Classes, Classes);
            sum += LogSumExp(scores) - scores[(int)labels[row]];
        }

        return sum / Rows;
    }

    /// <summary>Checks, losses, accuracy, Brier score, entropy and calibration, in exact totals.</summary>
    [Benchmark]
    public double? Scorer()
    {
        var batch = new TensorBatch
        {
            Scores = new TensorView(ElementType.F32, TensorShape.Of(Rows, Classes), MemoryMarshal.AsBytes<float>(logits)),
            Labels = new TensorView(ElementType.I64, TensorShape.Of(Rows), MemoryMarshal.AsBytes<long>(labels)),
        };
        return scorer.Score(batch, contract).IsEmpty ? scorer.Totals.WeightedMean : throw new InvalidOperationException("The batch has a fault.");
    }

    private static float LogSumExp(ReadOnlySpan<float> scores)
    {
        var max = float.NegativeInfinity;
        foreach (var score in scores)
        {
            max = MathF.Max(max, score);
        }

        var sum = 0f;
        foreach (var score in scores)
        {
            sum += MathF.Exp(score - max);
        }

        return max + MathF.Log(sum);
    }
}
