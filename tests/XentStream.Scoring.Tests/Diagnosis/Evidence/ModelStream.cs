using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

/// <summary>Batches of one model: F32 logits <c>[N, C]</c> of a given spread, in which the class of a row stands out by its skill, with the labels that its producer sends.</summary>
internal sealed class ModelStream(int seed, int classes)
{
    private readonly Random random = new(seed);

    /// <summary>By how much the score of a row's class is higher, on the average.</summary>
    public double Skill { get; init; } = 6;

    /// <summary>The standard deviation of scores.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>The next class.</summary>
    public Func<Random, int> NextClass { get; init; } = random => random.Next(classes);

    /// <summary>What the model takes a class for.</summary>
    public Func<Random, int, int> SeenAs { get; init; } = (_, one) => one;

    /// <summary>What the producer calls a class.</summary>
    public Func<int, long> LabelOf { get; set; } = one => one;

    /// <summary>What the producer sends as scores.</summary>
    public Func<double[], double[]> Send { get; init; } = logits => logits;

    /// <summary>The next batch.</summary>
    public OwnedBatch Next(int rows)
    {
        var truths = Enumerable.Range(0, rows).Select(_ => NextClass(random)).ToArray();
        return new OwnedBatch(Scores(truths, rows, classes), OwnedTensor.I64(TensorShape.Of(rows), [.. truths.Select(LabelOf)]));
    }

    /// <summary>The next batch of sequences, with scores of <c>[N, T, C]</c> and labels that have moved.</summary>
    public OwnedBatch NextSequences(int sequences, int length, int shift)
    {
        var truths = Enumerable.Range(0, sequences * length).Select(_ => NextClass(random)).ToArray();
        var labels = Enumerable.Range(0, truths.Length).Select(place => (long)truths[Math.Clamp(place + shift, 0, truths.Length - 1)]).ToArray();
        return new OwnedBatch(Scores(truths, sequences, length, classes), OwnedTensor.I64(TensorShape.Of(sequences, length), labels));
    }

    private OwnedTensor Scores(int[] truths, params ReadOnlySpan<long> shape) => OwnedTensor.F32(TensorShape.Of(shape), [.. truths.SelectMany(Row)]);

    private IEnumerable<float> Row(int truth)
    {
        var seen = SeenAs(random, truth);
        return Send([.. Enumerable.Range(0, classes).Select(c => (Normal() * Spread) + (c == seen ? Skill : 0))]).Select(score => (float)score);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
