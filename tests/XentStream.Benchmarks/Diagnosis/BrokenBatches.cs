using System.Runtime.InteropServices;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Benchmarks.Diagnosis;

/// <summary>Batches of ten classes that are broken where the diagnosis has most to read: the fault is in the last row, or in all.</summary>
internal static class BrokenBatches
{
    private const int Classes = 10;
    private const int Few = 29;
    private const int Many = 26_214;

    /// <summary>Each kind with few rows and with many.</summary>
    public static IEnumerable<(string Name, BrokenBatch Small, BrokenBatch Large)> All =>
        from kind in Kinds select (kind.Name, kind.Break(Few), kind.Break(Many));

    private static IEnumerable<(string Name, Func<int, BrokenBatch> Break)> Kinds =>
    [
        ("NaN in the last row", rows => new(Make(rows, change: (scores, _) => scores[^1] = float.NaN), new())),
        ("a label out of range", rows => new(Make(rows, change: (_, labels) => labels[^1] = 1000), new())),
        ("labels from one", rows => new(Make(rows, change: (_, labels) => AddOne(labels)), new())),
        ("another ignore value", rows => new(Make(rows, change: (_, labels) => labels.AsSpan(0, rows / 2).Fill(255)), new())),
        ("labels of wraparound", rows => new(Make(rows, change: (_, labels) => labels[^1] = uint.MaxValue), new())),
        ("a column of labels", rows => new(Make(rows, labelsShape: [rows, 1]), new Contract { Labels = LabelKind.Index })),
        ("one row lost", rows => new(Make(rows, change: null, labelRows: rows - 1), new())),
        ("one-hot for indices", rows => new(OneHot(rows, [rows, Classes]), new Contract { Labels = LabelKind.Index })),
        ("one-hot, flattened", rows => new(OneHot(rows, [rows * Classes]), new())),
        ("probabilities as logits", rows => new(Softmax(Make(rows), 1), new())),
        ("softmax over the batch", rows => new(Softmax(Make(rows), 0) with { Kind = ScoreKind.Probabilities }, new())),
        ("logits as probabilities", rows => new(Make(rows) with { Kind = ScoreKind.Probabilities }, new())),
        ("labels of other names", rows => new(Make(Math.Max(rows, 400), change: (_, labels) => Rotate(labels), skill: 6), new())),
        ("infinite losses", rows => new(Make(rows, change: (scores, labels) => scores[((rows - 1) * Classes) + (int)labels[^1]] = float.NegativeInfinity), new())),
    ];

    private static StoredBatch Make(int rows, Action<float[], long[]>? change = null, long[]? labelsShape = null, int? labelRows = null, float skill = 2)
    {
        var random = new Random(rows);
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextInt64(Classes)).ToArray();
        var scores = Enumerable.Range(0, rows * Classes).Select(i => (random.NextSingle() * 4) - 2 + (labels[i / Classes] == i % Classes ? skill : 0)).ToArray();
        change?.Invoke(scores, labels);
        return StoredBatch.Of(scores, [rows, Classes], labels[..(labelRows ?? rows)], labelsShape ?? []);
    }

    private static StoredBatch OneHot(int rows, long[] shape)
    {
        var batch = Make(rows);
        var labels = MemoryMarshal.Cast<byte, long>(batch.Labels);
        var dense = new float[rows * Classes];
        for (var row = 0; row < rows; row++)
        {
            dense[(row * Classes) + (int)labels[row]] = 1;
        }

        return shape.Length == 1
            ? batch with { LabelsShape = shape, Labels = MemoryMarshal.AsBytes<long>(dense.Select(one => (long)one).ToArray()).ToArray() }
            : batch with { LabelsType = ElementType.F32, LabelsShape = shape, Labels = MemoryMarshal.AsBytes<float>(dense).ToArray() };
    }

    private static StoredBatch Softmax(StoredBatch batch, int axis)
    {
        var scores = MemoryMarshal.Cast<byte, float>(batch.Scores).ToArray();
        var (lines, step) = axis == 1 ? (scores.Length / Classes, 1) : (Classes, Classes);
        for (var line = 0; line < lines; line++)
        {
            var first = axis == 1 ? line * Classes : line;
            var places = Enumerable.Range(0, scores.Length / lines).Select(i => first + (i * step)).ToArray();
            var sum = places.Sum(place => Math.Exp(scores[place]));
            foreach (var place in places)
            {
                scores[place] = (float)(Math.Exp(scores[place]) / sum);
            }
        }

        return batch with { Scores = MemoryMarshal.AsBytes<float>(scores).ToArray() };
    }

    private static void AddOne(long[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i]++;
        }
    }

    private static void Rotate(long[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (labels[i] + 1) % Classes;
        }
    }
}
