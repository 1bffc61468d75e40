using Spectre.Console;
using XentStream.Hosting;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Kafka;
using XentStream.Pipeline.Publishing;

namespace XentStream.Demo;

/// <summary>The whole thing in one process with nothing installed: a broker, a feeder, and the worker as it is deployed.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private static readonly TimeSpan BetweenRecords = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenPasses = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestEvaluation = TimeSpan.FromSeconds(30);

    // The times of the version whose labels come by themselves are so far back that the end of its waiting is not in the future.
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(40);

    private readonly EmbeddedBroker broker;
    private readonly DemoFeeder feeder;
    private readonly WorkerHost host;
    private readonly SemaphoreSlim published = new(0);
    private DateTimeOffset over;

    private DemoRun(EmbeddedBroker broker, DemoFeeder feeder, WorkerHost host)
    {
        (this.broker, this.feeder, this.host) = (broker, feeder, host);
        var committed = host.Services.GetRequiredService<CommittedTotals>();
        committed.Published += (_, _) => published.Release();
        Summary = new DemoSummary(committed);
    }

    public DemoSummary Summary { get; }

    /// <summary>The port on which metrics and health are served.</summary>
    public int Port => host.Port;

    /// <summary>Starts everything. A port that is in use is replaced by a free one.</summary>
    /// <param name="port">The port to serve metrics and health on.</param>
    /// <param name="recordsPerPass">The worker commits after so many records, so that what is shown is always whole data sets, with their means.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <param name="change">Changes the worker's settings, for tests.</param>
    public static async Task<DemoRun> StartAsync(int port, int recordsPerPass, CancellationToken stop, Func<WorkerSettings, WorkerSettings>? change = null)
    {
        WorkerSettings SettingsFor(string broker, int port) => change is null ? DemoSettings.For(broker, port, recordsPerPass) : change(DemoSettings.For(broker, port, recordsPerPass));
        var broker = EmbeddedBroker.Start(DemoSettings.AllTopics);
        var feeder = new DemoFeeder(broker.Address);
        var host = Build(SettingsFor(broker.Address, port));
        if (!await host.TryStartAsync(stop))
        {
            await host.DisposeAsync();
            host = Build(SettingsFor(broker.Address, port: 0));
            await host.TryStartAsync(stop);
        }

        return new DemoRun(broker, feeder, host);
    }

    /// <summary>Sends each data set once and each kind of broken batch once, and waits until all is evaluated.</summary>
    public async Task FeedOnceAsync(CancellationToken stop)
    {
        await SendDelayedAsync(0);
        foreach (var record in DemoPass.WithEachKindOnce())
        {
            await SendAsync(record, stop);
        }

        await AwaitEvaluationAsync(stop);
        await EndWaitingAsync(stop);
    }

    /// <summary>Feeds pass after pass until it is stopped; the last one is brought to its end without a pause.</summary>
    public async Task FeedAsync(Action<int> onPass, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(BetweenRecords);
        using var rest = new PeriodicTimer(BetweenPasses);
        for (var pass = 0; !stop.IsCancellationRequested; pass++)
        {
            await SendDelayedAsync(pass);
            foreach (var record in DemoPass.Number(pass))
            {
                await PauseAsync(pace, stop);
                await SendAsync(record, CancellationToken.None);
            }

            using var patience = new CancellationTokenSource(LongestEvaluation);
            await AwaitEvaluationAsync(patience.Token);
            onPass(pass + 1);
            await PauseAsync(rest, stop);
        }

        using var last = new CancellationTokenSource(LongestEvaluation);
        await EndWaitingAsync(last.Token);
    }

    /// <summary>Shows a table that follows the commits.</summary>
    public async Task ShowAsync(IAnsiConsole console, CancellationToken stop) => await console.Live(DemoScreen.Table(Summary)).StartAsync(async live =>
    {
        using var refresh = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await refresh.WaitForNextTickAsync(stop))
        {
            live.UpdateTarget(DemoScreen.Table(Summary));
        }
    });

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
        feeder.Dispose();
        broker.Dispose();
        published.Dispose();
    }

    private static WorkerHost Build(WorkerSettings settings)
    {
        // Only what goes wrong: the demo itself says what happens.
        var quiet = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Logging:LogLevel:Default", (string?)"Warning")]).Build();
        return WorkerHost.Build(quiet, settings, DemoSettings.Delayed(settings));
    }

    private static async Task PauseAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // No pause, then: the pass is brought to its end.
        }
    }

    private async Task SendAsync(DemoRecord record, CancellationToken stop)
    {
        await feeder.SendAsync(record, stop);
        if (record.Planted is { } code)
        {
            Summary.CountPlanted(code);
        }
    }

    private Task SendDelayedAsync(int number)
    {
        var pass = new DelayedPass(number, TimeProvider.System.GetUtcNow() - Back);
        over = pass.Over;
        return feeder.SendAsync(pass);
    }

    private Task AwaitEvaluationAsync(CancellationToken stop) => AwaitAsync(() => Summary.Evaluated >= feeder.Sent && Summary.Books.Labels.Values.Sum() >= feeder.LabelsSent, stop);

    // What got no label has waited long enough.
    private async Task EndWaitingAsync(CancellationToken stop)
    {
        await feeder.BeatAsync(over);
        await AwaitAsync(() => Summary.Books.Predictions["waiting"] == 0, stop);
    }

    private async Task AwaitAsync(Func<bool> isDone, CancellationToken stop)
    {
        while (!isDone())
        {
            await published.WaitAsync(stop);
        }
    }
}
