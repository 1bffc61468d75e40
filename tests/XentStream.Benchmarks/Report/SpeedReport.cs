using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace XentStream.Benchmarks.Report;

/// <summary>
/// All candidates interleaved in one process over the same 64 MB, the 20th percentile of several rounds, in processor time: machines are shared and noisy, ratios within a
/// run are firm.
/// </summary>
internal static class SpeedReport
{
    private const int Rounds = 9;

    // What needs longer than so many ns is not asked again and again.
    private const double Patience = 1.5e9;
    private static readonly TimeSpan LongEnough = TimeSpan.FromMilliseconds(400);

    private static readonly int[] AllClasses = [2, 3, 10, 100, 1000, 32000, 128256];

    private static readonly Candidate<LogitData>[] All =
    [
        new("plain read", Candidates.PlainRead), new("XentStream", Candidates.XentStream), new("TensorPrimitives", Candidates.Tensors), new("scalar MathF", Candidates.ScalarMathF),
        .. Peers.All,
    ];

    public static void Run(TextWriter output, int[] classes)
    {
        output.WriteLine($"{Environment.ProcessorCount} processors; AVX-512 {Vector512.IsHardwareAccelerated}, AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}; F32 logits, index labels, 64 MB, one thread");
        foreach (var peer in Peers.Missing)
        {
            output.WriteLine(peer);
        }

        var others = All.Where(candidate => candidate.Name is not ("plain read" or "XentStream")).ToArray();
        WriteRow(output, ["C", .. All.Select(candidate => $"{candidate.Name}, ns a row"), .. others.Select(other => $"× {other.Name}"), "of plain read"]);
        WriteRow(output, [.. Enumerable.Repeat("---", All.Length + others.Length + 2)]);
        foreach (var data in (classes.Length > 0 ? classes : AllClasses).Select(width => LogitData.Make(width)))
        {
            var times = Measure(All, data).Select(time => time / data.Rows).ToArray();
            WriteRow(output, [$"{data.Classes}", .. times.Select(time => Format(time)), .. times.Skip(2).Select(time => Format(time / times[1])), Format(times[0] / times[1])]);
        }

        if (classes.Length == 0)
        {
            KindsReport.Run(output);
        }
    }

    /// <summary>A row of a table.</summary>
    public static void WriteRow(TextWriter output, IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>Three digits.</summary>
    public static string Format(double figure) => figure.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds of processor time for the whole data, by candidate.</summary>
    public static double[] Measure<TData>(Candidate<TData>[] candidates, TData data)
    {
        foreach (var candidate in candidates)
        {
            WarmUp(candidate, data);
        }

        var rounds = candidates.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (candidate, times) in candidates.Zip(rounds))
            {
                if (times.Sum() < Patience)
                {
                    var start = Environment.CpuUsage.TotalTime;
                    candidate.Run(data);
                    times.Add((Environment.CpuUsage.TotalTime - start).TotalNanoseconds);
                }
            }
        }

        return [.. rounds.Select(times => times.Order().ElementAt(times.Count / 5))];
    }

    // What is called for each row is compiled anew only after a tenth of a second without other new methods; until then, wide rows would be measured in code that nobody waits for.
    private static void WarmUp<TData>(Candidate<TData> candidate, TData data)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < LongEnough)
        {
            candidate.Run(data);
        }
    }
}
