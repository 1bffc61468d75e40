using XentStream.Scoring.Contracts;

namespace XentStream.Benchmarks.Diagnosis;

/// <summary>Some dozens of seeded clean batches of one shape and one model.</summary>
internal sealed record CleanBatches(string Name, string Model, int Rows, StoredBatch[] All)
{
    private const int Count = 48;

    /// <summary>What is declared of them.</summary>
    public Contract Contract { get; init; } = new();

    /// <summary>Shapes of all sizes, each of a model that knows its classes and of one that guesses.</summary>
    public static IEnumerable<CleanBatches> Kinds
    {
        get
        {
            foreach (var (rows, classes) in ((int, int)[])[(1, 10), (1, 1000), (29, 10), (64, 2), (100, 2), (100, 3), (256, 2), (256, 10), (1000, 10), (8000, 10), (256, 1000)])
            {
                yield return Make(rows, classes, skill: 4);
                yield return Make(rows, classes, skill: 0);
            }

            yield return InHalves(Make(29, 10, skill: 4));
            yield return InHalves(Make(1000, 10, skill: 0));
            yield return Sequences(8, 128, 100);
        }
    }

    private static CleanBatches Make(int rows, int classes, float skill)
    {
        var random = new Random((rows * 31) + classes);
        return new($"[{rows}, {classes}]", skill > 0 ? "knows" : "guesses", rows, [.. Enumerable.Range(0, Count).Select(_ => Batch(random, [rows, classes], [rows], rows, classes, skill))]);
    }

    private static CleanBatches Sequences(int sequences, int length, int classes)
    {
        var (random, rows) = (new Random(1), sequences * length);
        return new($"[{sequences}, {length}, {classes}]", "knows", rows, [.. Enumerable.Range(0, Count).Select(_ => Batch(random, [sequences, length, classes], [sequences, length], rows, classes, 4))])
        {
            Contract = new() { ClassAxis = -1 },
        };
    }

    private static CleanBatches InHalves(CleanBatches batches) => batches with { Name = $"{batches.Name} F16", All = [.. batches.All.Select(batch => batch.InHalves())] };

    private static StoredBatch Batch(Random random, long[] shape, long[] labelsShape, int rows, int classes, float skill)
    {
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextInt64(classes)).ToArray();
        var scores = new float[rows * classes];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (random.NextSingle() * 6) - 3 + (labels[i / classes] == i % classes ? skill : 0);
        }

        return StoredBatch.Of(scores, shape, labels, labelsShape);
    }
}
