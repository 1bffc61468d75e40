using System.Globalization;
using XentStream.Benchmarks.Python;
using XentStream.Benchmarks.Replay;

namespace XentStream.Benchmarks.Pipeline;

/// <summary>
/// Measures the whole worker (consume, decode, check, score, commit) beside a bare consume loop and a worker in Python over the same topic, in turn:
/// <c>report pipeline BROKER [MEGABYTES]</c>. Of each the best of the rounds counts, since machines are shared and whatever disturbs only ever slows.
/// </summary>
internal static class PipelineReport
{
    private const int Rounds = 5;

    // Python takes its time: it is given this much of a topic.
    private const long MostForPython = 60_000;
    private static readonly int[] RecordSizes = [1024, 16 * 1024, 256 * 1024];
    private static readonly TimeSpan[] CommitIntervals = [TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100)];

    /// <summary>Measures and writes the report.</summary>
    public static async Task RunAsync(TextWriter output, string broker, int megabytes)
    {
        output.WriteLine($"{Environment.ProcessorCount} processors for broker and candidates, {ReplayTopic.Partitions} partitions, {megabytes} MB a topic, one consuming thread, exactly once, default settings");
        foreach (var size in RecordSizes)
        {
            var topic = $"pipeline-{size}-{Guid.NewGuid():N}";
            var records = await ReplayTopic.FillAsync(broker, topic, size, megabytes * 1_000_000L);
            await ReportSpeedAsync(output, broker, topic, size, records);
        }

        foreach (var interval in CommitIntervals)
        {
            var latencies = await LatencyRun.RunAsync(broker, interval);
            Write(output, $"record to committed delta, {LatencyRun.Rate:0} records/s of 1 KiB, commit interval {interval.TotalSeconds:0.0} s: p50 {At(latencies, 0.5):0} ms, p99 {At(latencies, 0.99):0} ms");
        }
    }

    private static async Task ReportSpeedAsync(TextWriter output, string broker, string topic, int size, long records)
    {
        var (bare, worker, client, python) = (default(Pass), default(Pass), default(Pass), default(Pass?));
        string? whyNot = null;
        for (var round = 0; round < Rounds; round++)
        {
            bare = Faster(bare, await BareConsumer.RunAsync(broker, topic, records));
            worker = Faster(worker, await MeasuredWorker.RunAsync(broker, topic, records));
            client = Faster(client, await BareConsumer.RunWithoutValuesAsync(broker, topic, records));
            (var pass, whyNot) = await PythonWorker.RunAsync(broker, topic, Math.Min(records, MostForPython));
            python = pass is { } ran ? Faster(python ?? default, ran) : python;
        }

        Write(output, $"{size,7} B: bare loop {bare.Speed,8:0} records/s, worker {worker.Speed,8:0} records/s, ratio {worker.Speed / bare.Speed:0.00}; bare loop without values {client.Speed,8:0}");
        Write(output, python is { } slow ? (FormattableString)$"           Python {slow.Speed,8:0} records/s: worker {worker.Speed / slow.Speed:0.0} times as fast" : $"           no Python: {whyNot}");
        Write(output, $"           allocated for a record: bare loop {bare.BytesEach:0} bytes, the client alone {client.BytesEach:0}, worker {worker.BytesEach:0}");
    }

    private static Pass Faster(Pass one, Pass other) => one.Records == 0 || other.Speed > one.Speed ? other : one;

    private static double At(IReadOnlyList<double> ordered, double part) => ordered[(int)(part * (ordered.Count - 1))];

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
