using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Benchmarks.Report;

/// <summary>
/// All candidates interleaved in one process over the same 64 MB, the 20th percentile of several rounds: machines are shared and noisy, ratios within a run are firm.
/// </summary>
internal static class SpeedReport
{
    private const int Rounds = 9;
    private static readonly int[] AllClasses = [2, 3, 10, 100, 1000, 32000, 128256];

    private static readonly (string Name, Func<LogitData, double> Run)[] All =
    [
        ("plain read", Candidates.PlainRead), ("XentStream", Candidates.XentStream), ("TensorPrimitives", Candidates.Tensors), ("scalar MathF", Candidates.ScalarMathF),
    ];

    public static void Run(TextWriter output, int[] classes)
    {
        output.WriteLine($"{Environment.ProcessorCount} processors; AVX-512 {Vector512.IsHardwareAccelerated}, AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}; F32 logits, index labels, 64 MB, one thread");
        output.WriteLine("| C | " + string.Join(" | ", All.Select(candidate => $"{candidate.Name}, ns a row")) + " | × TensorPrimitives | × scalar | of plain read |");
        output.WriteLine("|---" + string.Concat(Enumerable.Repeat("|---", All.Length + 3)) + "|");
        foreach (var data in (classes.Length > 0 ? classes : AllClasses).Select(LogitData.Make))
        {
            var times = Measure(data);
            double[] figures = [.. times.Select(time => time / data.Rows), times[2] / times[1], times[3] / times[1], times[0] / times[1]];
            output.WriteLine($"| {data.Classes} | {string.Join(" | ", figures.Select(figure => figure.ToString("G3", CultureInfo.InvariantCulture)))} |");
        }
    }

    // Nanoseconds for the whole data, by candidate.
    private static double[] Measure(LogitData data)
    {
        var rounds = All.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var candidate = 0; candidate < All.Length; candidate++)
            {
                var start = Stopwatch.GetTimestamp();
                All[candidate].Run(data);
                rounds[candidate].Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }
        }

        return [.. rounds.Select(times => times.Order().ElementAt(Rounds / 5))];
    }
}
