using Confluent.Kafka;
using XentStream.Kafka.Tests.Broker;
using XentStream.Kafka.Tests.Records;
using XentStream.Kafka.Tests.Running;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>Workers that keep what their joins know on a disk, and are killed.</summary>
public sealed class StoredWorkerTests(KafkaBroker broker) : IDisposable
{
    private const int Partitions = 4;
    private const int PerPartition = 1500;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xentstream-stored-");
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    private string Disk => Path.Combine(folder.FullName, "disk");

    private string OldDisk => Path.Combine(folder.FullName, "old");

    // Of a minute each: .ci/run asks for it, as for the faults.
    [Theory(Explicit = true)]
    [InlineData(Corrections.First)]
    [InlineData(Corrections.Last)]
    public async Task Workers_KilledAndStartedOnTheSameAnEmptyAndAnOldDisk_ComeToTheDefinitionToTheByte(Corrections corrections)
    {
        broker.Require();
        var settings = JoinedSettings.For(broker.Address, $"stored-{corrections.ToString().ToLowerInvariant()}", corrections);
        settings = settings with { Join = settings.Join! with { StatePath = Disk, StateInterval = TimeSpan.FromMilliseconds(20) } };
        var inputs = await SendAsync(settings);
        var total = inputs.Sum(input => input.Predictions.Count + input.Labels.Count);

        await LiveAsync(settings, total / 5, "on disk is not used (there is none)");
        Copy(Disk, OldDisk);
        await LiveAsync(settings, total * 2 / 5, "read from disk");
        Directory.Delete(Disk, recursive: true);
        await LiveAsync(settings, total * 3 / 5, "on disk is not used (there is none)");
        Directory.Delete(Disk, recursive: true);
        Copy(OldDisk, Disk);
        await LiveAsync(settings, total * 4 / 5, "State of ");
        var deltas = await RunToTheEndAsync(settings, total);

        OffsetRange.AssertTile(deltas.Select(delta => delta.Predictions).Where(range => range.Length > 0), Partitions, PerPartition);
        Assert.Equal(JoinedLedgers.Expected(inputs, settings.Join!).ToString(), JoinedLedgers.Actual(deltas).ToString());
        await AssertNothingIsReadAgainAsync(settings);
    }

    [Fact]
    public async Task Worker_WhoseDiskCannotBeWritten_SaysSoAndWorks()
    {
        broker.Require();
        var settings = JoinedSettings.For(broker.Address, "unstored", Corrections.First);
        var notAFolder = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(notAFolder, "", stop);
        settings = settings with { Join = settings.Join! with { StatePath = notAFolder } };
        await CreateTopicsAsync(settings, 1);
        var input = new JoinedInput(0, 200);
        input.Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!);

        using var worker = WorkerProcess.Start(settings);
        using (var progress = new JoinedProgress(broker.Address, settings.Topics.Results))
        {
            progress.Await(input.Predictions.Count + input.Labels.Count, stop);
        }

        Assert.Equal(0, await worker.StopAsync(stop));
        Assert.Contains($"State of {settings.Topics.Input[0]}[0] could not be written to {notAFolder}", worker.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topic_ThatIsMadeAnewUnderItsName_HasAnotherId()
    {
        broker.Require();
        var topics = new TopicSettings { Input = ["anew"], Labels = "anew.labels" };
        await broker.CreateTopicAsync("anew", 1);
        await broker.CreateTopicAsync("anew.labels", 1);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).Build();

        var before = TopicIds.Ask(admin, topics);
        await admin.DeleteTopicsAsync(["anew.labels"]);
        Assert.Null(TopicIds.Ask(admin, topics));
        await broker.CreateTopicAsync("anew.labels", 1);
        var after = TopicIds.Ask(admin, topics);

        Assert.NotNull(before);
        Assert.Equal(before.Predictions, after!.Predictions);
        Assert.NotEqual(before.Labels, after.Labels);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task LiveAsync(WorkerSettings settings, int until, string said)
    {
        using var progress = new JoinedProgress(broker.Address, settings.Topics.Results);
        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync(said, stop);
        progress.Await(until, stop);
        await worker.KillAsync(stop);
    }

    private async Task<List<JoinedDelta>> RunToTheEndAsync(WorkerSettings settings, int total)
    {
        using var worker = WorkerProcess.Start(settings);
        using var progress = new JoinedProgress(broker.Address, settings.Topics.Results);

        // The one before may have been killed before it kept anything: then what lies there is the old state, and the topics may tell all in fewer records.
        await worker.AwaitLogAsync("State of ", stop);
        progress.Await(total, stop);
        Assert.Equal(0, await worker.StopAsync(stop));
        return [.. TopicReader.ReadToEnd(broker.Address, settings.Topics.Results, stop).Select(record => JoinedDelta.Parse(record.Message.Value))];
    }

    // The last one stopped in order, and left all that it knew.
    private async Task AssertNothingIsReadAgainAsync(WorkerSettings settings)
    {
        using var worker = WorkerProcess.Start(settings);
        await worker.AwaitLogAsync("read from disk: 0 records read on in place of ", stop);
        Assert.Equal(0, await worker.StopAsync(stop));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "*.join"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private async Task CreateTopicsAsync(WorkerSettings settings, int partitions)
    {
        await broker.CreateTopicAsync(settings.Topics.Input[0], partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Labels!, partitions, ("retention.ms", "-1"));
        await broker.CreateTopicAsync(settings.Topics.Results, partitions);
    }

    private async Task<List<JoinedInput>> SendAsync(WorkerSettings settings)
    {
        await CreateTopicsAsync(settings, Partitions);
        var inputs = Enumerable.Range(0, Partitions).Select(partition => new JoinedInput(partition, PerPartition)).ToList();
        inputs.ForEach(input => input.Send(broker.Address, settings.Topics.Input[0], settings.Topics.Labels!));
        return inputs;
    }
}
