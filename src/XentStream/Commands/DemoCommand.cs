using System.CommandLine;
using Spectre.Console;
using XentStream.Configuration;
using XentStream.Demo;

namespace XentStream.Commands;

/// <summary>Shows the whole thing on one machine, with nothing installed.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var duration = TimeOption.Create("--for", "End after this time: 20s, 2m. Otherwise ctrl-C ends it.");
        var once = new Option<bool>("--once") { Description = "Feed each data set once and each kind of broken batch once, then end." };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON object." };
        var port = XentStreamCommand.PortOption("The port of metrics and health.");
        var command = new Command("demo", "Run everything here with nothing installed: broker, real predictions with broken batches among them, worker.\n\nExample: xentstream demo --for 20s") { duration, once, json, port };
        command.SetAction(async (arguments, stop) =>
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var isOnce = arguments.GetValue(once);
            await using var run = await DemoRun.StartAsync(arguments.GetValue(port), (isOnce ? DemoPass.WithEachKindOnce() : DemoPass.Number(0)).Count, stop);
            Announce(run, arguments.GetValue(port));
            if (arguments.GetValue(duration) is { } time)
            {
                ending.CancelAfter(time);
            }

            var isQuiet = arguments.GetValue(json);
            await UntilStoppedAsync(isOnce ? run.FeedOnceAsync(ending.Token) : FeedAsync(run, isQuiet, ending.Token));
            Conclude(run, isQuiet);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Announce(DemoRun run, int wanted)
    {
        var moved = wanted == 0 || run.Port == wanted ? "" : $" (port {wanted} is in use)";
        Console.Error.WriteLine($"Status page at http://localhost:{run.Port}/{moved}, metrics at http://localhost:{run.Port}/metrics. The first records take about three seconds.");
    }

    private static async Task FeedAsync(DemoRun run, bool isQuiet, CancellationToken stop)
    {
        var isTerminal = !isQuiet && AnsiConsole.Profile.Out.IsTerminal;
        var feeding = run.FeedAsync(pass => Report(run, pass, isQuiet || isTerminal), stop);
        await Task.WhenAll(feeding, isTerminal ? run.ShowAsync(AnsiConsole.Console, stop) : Task.CompletedTask);
    }

    private static void Report(DemoRun run, int pass, bool isQuiet)
    {
        foreach (var line in isQuiet ? [] : DemoScreen.Lines(run.Summary))
        {
            Console.Out.WriteLine($"pass {pass}: {line}");
        }
    }

    private static void Conclude(DemoRun run, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(run.Summary.ToJson());
            return;
        }

        foreach (var line in DemoScreen.Lines(run.Summary).Append(DemoScreen.Books(run.Summary)).Concat(DemoScreen.Reasons(run.Summary)))
        {
            Console.Out.WriteLine(line);
        }
    }

    private static async Task UntilStoppedAsync(Task feeding)
    {
        try
        {
            await feeding;
        }
        catch (OperationCanceledException)
        {
            // The end that was asked for.
        }
    }
}
