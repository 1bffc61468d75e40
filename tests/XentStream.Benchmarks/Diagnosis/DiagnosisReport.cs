using System.Diagnostics;
using XentStream.Benchmarks.Report;
using XentStream.Scoring;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;

namespace XentStream.Benchmarks.Diagnosis;

/// <summary>
/// What the checks cost a clean batch, beside the same batch scored without any, and how long the diagnosis of a broken one takes. Candidates are interleaved in one process over some dozens of
/// batches of a kind, and the 20th percentile of many rounds is taken: ratios within a run are firm.
/// </summary>
internal static class DiagnosisReport
{
    private const int Rounds = 41;
    private const int BrokenRounds = 40;

    // Long enough for the clock, short enough for many rounds.
    private const int RowsPerRound = 20_000;

    // Until code is compiled with all optimisations.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(1000);

    /// <summary>Writes the tables.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="parts">Which: clean or broken; both where none is named. Behind clean, the beginnings of the names of batches: all where there is none.</param>
    public static void Run(TextWriter output, string[] parts)
    {
        if (parts is not ["broken"])
        {
            var names = parts.Skip(1).ToArray();
            SpeedReport.WriteRow(output, ["clean batches", "model", "scored alone, ns", "with checks", "and evidence"]);
            SpeedReport.WriteRow(output, Enumerable.Repeat("---", 5));
            foreach (var kind in CleanBatches.Kinds.Where(kind => names.Length == 0 || names.Any(kind.Name.StartsWith)))
            {
                WriteClean(output, kind);
            }

            output.WriteLine();
        }

        if (parts is not ["clean", ..])
        {
            SpeedReport.WriteRow(output, ["broken batch", "named", "the first, ms", "[29, 10], ms", "[26214, 10], ms", "the same, scored, ms"]);
            SpeedReport.WriteRow(output, Enumerable.Repeat("---", 6));
            foreach (var (name, small, large) in BrokenBatches.All)
            {
                var (code, first, few) = MeasureBroken(small);
                var (_, _, many) = MeasureBroken(large);
                SpeedReport.WriteRow(output, [name, code, .. new[] { first, few, many, MeasureScored(large) }.Select(SpeedReport.Format)]);
            }
        }
    }

    private static void WriteClean(TextWriter output, CleanBatches batches)
    {
        var (scorer, evidence) = (new BatchScorer(), new StreamEvidence());
        Func<StoredBatch, bool>[] ways =
        [
            batch => scorer.TryScore(batch.View, batches.Contract),
            batch => scorer.Score(batch.View, batches.Contract).IsEmpty,
            batch => scorer.Score(batch.View, batches.Contract, evidence).IsEmpty,
        ];
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            Array.ForEach(ways, way => Measure(batches, way));
        }

        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                times[way].Add(Measure(batches, ways[way]));
            }
        }

        var figures = times.Select(all => all.Order().ElementAt(Rounds / 5)).ToArray();
        SpeedReport.WriteRow(output, [batches.Name, batches.Model, SpeedReport.Format(figures[0]), Added(figures[1] / figures[0]), Added(figures[2] / figures[0])]);
    }

    private static double Measure(CleanBatches batches, Func<StoredBatch, bool> score)
    {
        var repeats = Math.Max(1, RowsPerRound / (batches.Rows * batches.All.Length));
        var start = Stopwatch.GetTimestamp();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            foreach (var batch in batches.All)
            {
                if (!score(batch))
                {
                    throw new InvalidOperationException($"A clean batch has a fault: {batches.Name}.");
                }
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (repeats * batches.All.Length);
    }

    private static (string Code, double First, double Milliseconds) MeasureBroken(BrokenBatch batch)
    {
        var (scorer, code) = (new BatchScorer(), "");
        var first = Once(() => code = scorer.Score(batch.Batch.View, batch.Contract)[0].Code.Name);
        return (code, first, Steady(() => scorer.Score(batch.Batch.View, batch.Contract)));
    }

    // What it takes to find out that the batch cannot be scored, or to score it.
    private static double MeasureScored(BrokenBatch batch)
    {
        var scorer = new BatchScorer();
        return Steady(() => scorer.TryScore(batch.Batch.View, batch.Contract));
    }

    private static double Steady(Action run)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            run();
        }

        return Enumerable.Range(0, BrokenRounds).Select(_ => Once(run)).Order().ElementAt(BrokenRounds / 5);
    }

    private static double Once(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Added(double ratio) => $"{(ratio - 1) * 100:+0;-0;0} %";
}
