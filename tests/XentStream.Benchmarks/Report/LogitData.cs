using System.Numerics.Tensors;

namespace XentStream.Benchmarks.Report;

/// <summary>
/// Seeded F32 logits <c>[Rows, Classes]</c> of a fixed size, with the labels of a model that is right in three of four rows: labels by chance would look like a
/// mismatch, and be diagnosed as such.
/// </summary>
internal sealed record LogitData(int Classes, float[] Logits, long[] Labels)
{
    /// <summary>64 MB: far beyond any cache.</summary>
    public const int Elements = 16 << 20;

    public int Rows => Labels.Length;

    public static LogitData Make(int classes) => Make(classes, Elements);

    public static LogitData Make(int classes, int elements)
    {
        var random = new Random(classes);
        var rows = elements / classes;
        var logits = new float[rows * classes];
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = (random.NextSingle() * 16) - 8;
        }

        return new LogitData(classes, logits, [.. Enumerable.Range(0, rows).Select(row => Label(logits.AsSpan(row * classes, classes), random))]);
    }

    private static long Label(ReadOnlySpan<float> row, Random random) => random.Next(4) == 0 ? random.Next(row.Length) : TensorPrimitives.IndexOfMax(row);
}
