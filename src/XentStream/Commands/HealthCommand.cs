using System.CommandLine;

namespace XentStream.Commands;

/// <summary>Asks a running worker how it is: the probe for containers without a shell.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var port = XentStreamCommand.PortOption("The port of the worker.");
        var check = new Option<string>("--check") { Description = "What to ask: live, ready or startup.", DefaultValueFactory = _ => "ready", HelpName = "CHECK" };
        check.AcceptOnlyFromAmong("live", "ready", "startup");
        var command = new Command("health", "Ask a running worker on this machine how it is. Exit code 0: well; 6: not, or no answer.\n\nExample: xentstream health --check ready") { port, check };
        command.SetAction(async (arguments, stop) => await AskAsync($"http://localhost:{arguments.GetValue(port)}/healthz/{arguments.GetValue(check)}", stop));
        return command;
    }

    private static async Task<int> AskAsync(string address, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(address, stop);
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync(stop));
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Unreachable;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"No worker answers at {address}: {silent.Message}");
            return ExitCode.Unreachable;
        }
    }
}
