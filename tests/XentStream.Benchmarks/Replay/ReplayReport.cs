using System.Globalization;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Replay;

namespace XentStream.Benchmarks.Replay;

/// <summary>
/// Measures a replay beside a bare consume loop over the same topic, in turn, in one process: <c>report replay BROKER [MEGABYTES]</c>. Of each the best of the rounds counts, since machines
/// are shared and whatever disturbs only ever slows.
/// </summary>
internal static class ReplayReport
{
    private const int Rounds = 4;
    private static readonly int[] RecordSizes = [1024, 16 * 1024, 256 * 1024];

    public static async Task RunAsync(TextWriter output, string broker, int megabytes)
    {
        output.WriteLine($"{Environment.ProcessorCount} processors, {ReplayTopic.Partitions} partitions, {megabytes} MB a topic, in the page cache");
        foreach (var size in RecordSizes)
        {
            var topic = $"replay-{size}-{Guid.NewGuid():N}";
            var records = await ReplayTopic.FillAsync(broker, topic, size, megabytes * 1_000_000L);
            var (bare, replay) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                bare = Min(bare, await BareLoop.RunAsync(broker, topic, records, Environment.ProcessorCount));
                replay = Min(replay, await ReplayAsync(broker, topic, records));
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{size,7} B: bare loop {records / bare.TotalSeconds,9:0} records/s {megabytes / bare.TotalSeconds,6:0} MB/s, replay {records / replay.TotalSeconds,9:0} records/s {megabytes / replay.TotalSeconds,6:0} MB/s, ratio {bare / replay:0.00}"));
        }
    }

    private static async Task<TimeSpan> ReplayAsync(string broker, string topic, long records)
    {
        var settings = new WorkerSettings { Kafka = new KafkaSettings { BootstrapServers = broker }, Topics = new TopicSettings { Input = [topic] } };
        using var replay = new TopicReplay(settings, new ReplayScope([topic]), new ReplayOptions(), TimeProvider.System);
        var result = await replay.RunAsync(CancellationToken.None);
        return result.Records == records ? result.Elapsed : throw new InvalidOperationException(result.Refusal?.Sentence ?? $"{result.Records} of {records} records were replayed.");
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
