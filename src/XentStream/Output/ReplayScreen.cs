using System.Globalization;
using Spectre.Console;
using XentStream.Pipeline.Replay;

namespace XentStream.Output;

/// <summary>Shows on standard error how far a replay is: a bar on a terminal, a line now and then elsewhere.</summary>
internal static class ReplayScreen
{
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Runs a replay and shows it.</summary>
    public static async Task<ReplayResult> ShowAsync(TopicReplay replay, TimeProvider time, CancellationToken stop)
    {
        // On a thread of its own, since it waits for the broker before it returns for the first time.
        var running = Task.Run(() => replay.RunAsync(stop), CancellationToken.None);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (console.Profile.Out.IsTerminal)
        {
            await console.Progress().AutoClear(true).HideCompleted(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
                .StartAsync(context => DrawAsync(context, replay, running, time));
        }
        else
        {
            await EveryAsync(BetweenLines, running, time, () => Console.Error.WriteLine(Line(replay.Progress)));
        }

        return await running;
    }

    /// <summary>How far it is, in one line.</summary>
    public static string Line(ReplayProgress progress)
    {
        var share = progress.Offsets == 0 ? 1 : (double)progress.Done / progress.Offsets;
        var left = progress.Left is { } time ? $", {Duration(time)} left" : "";
        var at = progress.Records == 0 ? "" : $", at {progress.EventTime.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        return string.Create(CultureInfo.InvariantCulture, $"{share:P1} of {Counted.Of(progress.Offsets, "offset")}{at}, {progress.Rate:0} records/s{left}");
    }

    private static Task DrawAsync(ProgressContext context, TopicReplay replay, Task running, TimeProvider time)
    {
        var bar = context.AddTask("replay");
        return EveryAsync(BetweenFrames, running, time, () =>
        {
            var progress = replay.Progress;
            bar.MaxValue = Math.Max(1, progress.Offsets);
            bar.Value = progress.Done;
            bar.Description = Markup.Escape(Line(progress));
        });
    }

    private static async Task EveryAsync(TimeSpan interval, Task running, TimeProvider time, Action show)
    {
        using var timer = new PeriodicTimer(interval, time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(running, tick) == tick)
        {
            show();
            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }

    private static string Duration(TimeSpan time)
    {
        var (count, unit) = time.TotalHours >= 1 ? (time.TotalHours, "h") : time.TotalMinutes >= 1 ? (time.TotalMinutes, "min") : (time.TotalSeconds, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {unit}");
    }
}
