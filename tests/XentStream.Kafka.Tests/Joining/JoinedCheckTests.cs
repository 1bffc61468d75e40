using System.Text.Json.Nodes;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Tests.Joining;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>What a sample of two topics tells before a worker joins them.</summary>
public sealed class JoinedCheckTests(KafkaBroker broker)
{
    private const int Predictions = 1200;

    [Fact]
    public async Task Check_OfBothTopics_TellsShareDelaysAndWithinAsTheyAre()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = await SendAsync("looked-at", Partitioner.Murmur2Random);

        var (exitCode, report) = await CheckAsync(settings, stop);

        // Labels for rows that are not, planted by the input, are told as what a worker would reject.
        Assert.Equal(3, exitCode);
        Assert.Contains(report["pairs"]!["faults"]!.AsArray(), fault => (string)fault!["code"]! == "label-row-unknown");
        Assert.Equal(("murmur2", "murmur2", false, 0), ((string)report["predictions"]!["partitioner"]!, (string)report["labels"]!["partitioner"]!, (bool)report["placed_differently"]!, (int)report["elsewhere"]!));

        // The input's labels come within 22 s, one in twelve never; twice the 20 s that are configured are looked through.
        Assert.Equal(40.0, (double)report["visible_seconds"]!);
        var expected = Expect(((DateTimeOffset)report["until"]!).ToUnixTimeMilliseconds());
        Assert.InRange((double)report["coverage"]!, expected.Share - 0.03, expected.Share + 0.03);
        Assert.InRange((double)report["delay_seconds"]!["p50"]!, expected.Median - 0.5, expected.Median + 0.5);
        Assert.InRange((double)report["delay_seconds"]!["p99"]!, 20.5, 22);
        Assert.Equal(("00:00:22", "00:00:20"), ((string)report["within"]!["covers_99"]!, (string)report["within"]!["configured"]!));
        Assert.InRange((double)report["within"]!["configured_covers"]!, 0.85, 0.97);
    }

    [Fact]
    public async Task Check_OfKeysThatArePlacedDifferently_SaysSoWithTheFix()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = await SendAsync("looked-at-apart", Partitioner.ConsistentRandom);

        using var check = WorkerProcess.Start(settings, "check");
        Assert.Equal(3, await check.AwaitEndAsync(stop));

        Assert.Contains("looked-at-apart: 0 rejected by themselves; keys are placed by murmur2", check.Log, StringComparison.Ordinal);
        Assert.Contains("looked-at-apart.labels: 0 rejected by themselves; keys are placed by consistent (CRC32)", check.Log, StringComparison.Ordinal);
        Assert.Contains("most predictions never meet their labels. Set partitioner=murmur2_random", check.Log, StringComparison.Ordinal);
        Assert.Contains("label records have their prediction in a partition of another number", check.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithoutWithin_FindsOneOut()
    {
        broker.Require();
        var stop = TestContext.Current.CancellationToken;
        var settings = await SendAsync("looked-at-first", Partitioner.Murmur2Random);

        // Without Join:Within, which the file of a worker has to have.
        using var check = WorkerProcess.Start(settings with { Join = null, Topics = settings.Topics with { Labels = null } }, "check", "--set", $"Topics:Labels={settings.Topics.Labels}", "--set", "Join:Ahead=00:00:01");
        Assert.Equal(3, await check.AwaitEndAsync(stop));

        Assert.Contains("  Join:Within=00:00:22 covers 99 % of the labels that came\n", check.Log.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, JsonObject Report)> CheckAsync(WorkerSettings settings, CancellationToken stop)
    {
        using var check = WorkerProcess.Start(settings, "check", "--json");
        var exitCode = await check.AwaitEndAsync(stop);
        return (exitCode, check.Log.Split('\n').LastOrDefault(line => line.StartsWith('{')) is { } line ? JsonNode.Parse(line)!.AsObject() : throw new InvalidOperationException(check.Log));
    }

    // By the input itself: the rows of predictions before a time, and those with a label that fits, whatever became of it.
    private static (double Share, double Median) Expect(long until)
    {
        var input = new JoinedInput(0, Predictions);
        var labels = input.Labels.Where(label => label.Values is not null).ToLookup(label => label.Id);
        var (rows, labelled, delays) = (0, 0, new List<double>());
        foreach (var prediction in input.Predictions.Where(prediction => prediction.Time < until).DistinctBy(prediction => (prediction.Id, prediction.Version)))
        {
            var fitting = labels[prediction.Id].Where(label => Fits(label, prediction)).ToList();
            rows += prediction.Rows;
            labelled += Enumerable.Range(0, prediction.Rows).Count(row => fitting.Exists(label => Enumerable.Range(0, label.Rows).Any(place => label.RowOf(place) == row)));
            delays.AddRange(fitting.Take(1).Select(label => (label.Time - prediction.Time) / 1000.0));
        }

        return ((double)labelled / rows, delays.Order().ElementAt(delays.Count / 2));
    }

    private static bool Fits(PlainLabel label, PlainPrediction prediction) =>
        label.RowNumbers is null ? label.Rows == prediction.Rows : label.RowNumbers.All(row => row < prediction.Rows);

    private async Task<WorkerSettings> SendAsync(string name, Partitioner ofLabels)
    {
        var settings = JoinedSettings.For(broker.Address, name, Corrections.Last);
        await broker.CreateTopicAsync(settings.Topics.Input[0], 3, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Labels!, 3, ("retention.ms", "-1"));
        new JoinedInput(0, Predictions).SendByKey(broker.Address, (settings.Topics.Input[0], Partitioner.Murmur2Random), (settings.Topics.Labels!, ofLabels));
        return settings;
    }
}
