using System.Diagnostics;
using System.Globalization;

namespace XentStream.Benchmarks.Encodings;

/// <summary>All candidates interleaved in one process, the 20th percentile of many rounds: ratios within a run are firm.</summary>
internal static class DecodingReport
{
    private const int Rounds = 51;
    private const int Repeats = 200;

    public static void Run(TextWriter output)
    {
        var times = DecodingCandidates.All.Select(_ => new List<double>()).ToArray();
        var allocated = new long[times.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < times.Length; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                for (var repeat = 0; repeat < Repeats; repeat++)
                {
                    DecodingCandidates.All[i].Run();
                }

                times[i].Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Repeats);
                allocated[i] = (GC.GetAllocatedBytesForCurrentThread() - before) / Repeats;
            }
        }

        output.WriteLine("| record of 64 KiB | candidate | µs | B allocated | × XentStream |");
        output.WriteLine("|---|---|---|---|---|");
        var own = 0.0;
        for (var i = 0; i < times.Length; i++)
        {
            var (encoding, name, _) = DecodingCandidates.All[i];
            var time = times[i].Order().ElementAt(Rounds / 5) / 1000;
            own = name == "XentStream" ? time : own;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {encoding} | {name} | {time:G3} | {allocated[i]} | {time / own:G3} |"));
        }
    }
}
