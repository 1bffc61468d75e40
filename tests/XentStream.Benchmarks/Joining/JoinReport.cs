using System.Globalization;
using XentStream.Benchmarks.Pipeline;
using XentStream.Benchmarks.Python;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Tensors;

namespace XentStream.Benchmarks.Joining;

/// <summary>
/// Measures the worker that joins labels (consume both topics, decode, check, join, score, commit) beside a bare consume loop over them, beside a worker in Python, how long it takes to take partitions over, and what waiting takes in memory:
/// <c>report join BROKER [WAITING]</c>. Of each the best of the rounds counts, since machines are shared and whatever disturbs only ever slows.
/// </summary>
internal static class JoinReport
{
    private const int Rounds = 4;

    // Python takes its time: it is given this much of the topics.
    private const long MostForPython = 100_000;

    // A row of a thousand classes is a hundred times as large; a third as many wait.
    private static readonly (int Classes, int Share)[] Sizes = [(10, 1), (1000, 3)];

    /// <summary>Measures and writes the report.</summary>
    public static async Task RunAsync(TextWriter output, string broker, int waiting)
    {
        output.WriteLine($"{Environment.ProcessorCount} processors for broker and candidates, {Replay.ReplayTopic.Partitions} partitions of each topic, one row a record, exactly once");
        foreach (var (classes, share) in Sizes)
        {
            var topics = new JoinedTopics(broker, classes, waiting / share);
            WriteMemory(output, topics);
            await topics.FillAsync();
            await ReportAsync(output, topics);
        }
    }

    private static async Task ReportAsync(TextWriter output, JoinedTopics topics)
    {
        var (bare, worker, wide, over, python) = (default(Pass), default(Pass), default(Pass), default(TakeOverRun), default(Pass?));
        string? whyNot = null;
        for (var round = 0; round < Rounds; round++)
        {
            bare = Faster(bare, await BareConsumer.RunAsync(topics.Broker, topics.Names, topics.Pairs * 2L));
            worker = Faster(worker, await MeasuredWorker.RunJoinedAsync(topics.NextSettings(), topics.Pairs));
            wide = Faster(wide, await MeasuredWorker.RunJoinedAsync(topics.NextSettings() with { Consumers = Environment.ProcessorCount }, topics.Pairs));
            var now = await TakeOverRun.RunAsync(topics);
            over = over is null ? now : over.Best(now);
            (var pass, whyNot) = await PythonWorker.RunJoinedAsync(topics, Math.Min(topics.Pairs, MostForPython));
            python = pass is { } ran ? Faster(python ?? default, ran) : python;
        }

        var (speed, bareSpeed) = (worker.Speed, bare.Speed / 2);
        Write(output, $"{topics.Classes,5} classes, {topics.Pairs} pairs, {topics.Waiting} waiting: bare loop {bareSpeed,8:0} pairs/s, worker {speed,8:0} pairs/s, ratio {speed / bareSpeed:0.00}; with a consumer for each processor {wide.Speed,8:0} pairs/s, ratio {wide.Speed / bareSpeed:0.00}");
        Write(output, python is { } slow ? (FormattableString)$"      Python {slow.Speed,8:0} pairs/s: worker {speed / slow.Speed:0.0} times as fast" : $"      no Python: {whyNot}");
        var rebuilt = topics.Pairs / over!.Rebuild.TotalSeconds;
        Write(output, $"      taking over: from the topics {rebuilt,8:0} pairs/s ({over.Rebuild.TotalSeconds:0.0} s), ratio {rebuilt / bareSpeed:0.00}; from a disk {over.Read.TotalSeconds:0.0} s, written in {over.Write.TotalSeconds:0.0} s, {over.Bytes / 1e6:0} MB");
    }

    private static void WriteMemory(TextWriter output, JoinedTopics topics)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var join = new PartitionJoin(new JoinSettings { Within = TimeSpan.FromDays(1) }, _ => null, (_, _) => new PendingDelta());
        var scores = new byte[topics.Classes * sizeof(float)];
        for (var number = 0; number < topics.Waiting; number++)
        {
            join.Add(new PredictionRecord { Offset = number, Time = number, Model = "digits", Version = "v1", Rows = 1, Type = ElementType.F32, Scores = scores, Id = JoinedTopics.IdOf(number) });
        }

        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Write(output, $"{topics.Classes,5} classes, {topics.Waiting} waiting: {(double)taken / topics.Waiting:0} bytes of memory a row, {(double)join.Bytes / topics.Waiting:0} by its own count");
        GC.KeepAlive(join);
    }

    private static Pass Faster(Pass one, Pass other) => one.Records == 0 || other.Speed > one.Speed ? other : one;

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
