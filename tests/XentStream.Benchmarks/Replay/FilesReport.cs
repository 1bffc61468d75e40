using System.Diagnostics;
using System.Globalization;
using XentStream.Commands;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;

namespace XentStream.Benchmarks.Replay;

/// <summary>Measures the evaluation of payload files, as <c>score</c> does it, beside reading the same files: <c>report files [MEGABYTES]</c>. In turn, in one process, the best of the rounds.</summary>
internal static class FilesReport
{
    private const int Rounds = 9;
    private static readonly int[] PayloadSizes = [1024, 16 * 1024, 256 * 1024, 1024 * 1024];

    public static void Run(TextWriter output, int megabytes)
    {
        output.WriteLine($"{Environment.ProcessorCount} processors, {megabytes} MB of files a size, in the page cache, ten classes");
        foreach (var size in PayloadSizes)
        {
            var folder = Directory.CreateTempSubdirectory("xentstream-files-");
            try
            {
                Measure(output, size, [.. Fill(folder.FullName, ReplayTopic.PayloadOf(size), megabytes * 1_000_000L)]);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static IEnumerable<string> Fill(string folder, byte[] payload, long bytes)
    {
        for (var number = 0; number < bytes / payload.Length; number++)
        {
            var file = Path.Combine(folder, $"{number}.safetensors");
            File.WriteAllBytes(file, payload);
            yield return file;
        }
    }

    private static void Measure(TextWriter output, int size, string[] files)
    {
        Func<string, Contract?> contractOf = new WorkerSettings { Kafka = new KafkaSettings { BootstrapServers = "" }, Topics = new TopicSettings { Input = [] } }.ContractOf;
        var evaluator = new BatchEvaluator(contractOf, TimeProvider.System);
        var (reader, read, again, evaluated, scored) = (new PayloadReader(), TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            read = Min(read, Time(files, file => File.ReadAllBytes(file).Length > 0));
            again = Min(again, Time(files, file => !reader.Read(file).Payload!.Value.IsEmpty));
            scored = Min(scored, Time(() => FileScorer.ScoreAll(files, () => new FileScorer(contractOf, withRows: false)).Count(file => file.Status == BatchStatus.Scored), files.Length));
            evaluated = Min(evaluated, Time(files, file => evaluator.Evaluate(reader.Read(file).Payload!.Value.Span, isMissing: false, default, declared: null).Status != BatchStatus.Rejected));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size,8} B: read {files.Length / read.TotalSeconds,9:0} files/s, into one buffer {files.Length / again.TotalSeconds,9:0}, read and evaluated on one thread {files.Length / evaluated.TotalSeconds,9:0}, ratios {read / evaluated:0.00} and {again / evaluated:0.00}; as `score` does it, printing included {files.Length / scored.TotalSeconds,9:0}, ratios {read / scored:0.00} and {again / scored:0.00}"));
    }

    private static TimeSpan Time(string[] files, Func<string, bool> take) => Time(() => files.Count(take), files.Length);

    private static TimeSpan Time(Func<int> takeAll, int all)
    {
        var start = Stopwatch.GetTimestamp();
        var taken = takeAll();
        return taken == all ? Stopwatch.GetElapsedTime(start) : throw new InvalidOperationException($"{all - taken} of {all} files were not scored.");
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
