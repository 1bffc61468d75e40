using System.CommandLine;

namespace XentStream.Commands;

/// <summary>The command line: its table of contents.</summary>
internal static class XentStreamCommand
{
    // The worker commits once more and leaves its group before it ends.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public static RootCommand Create() => new(
        """
        Evaluates the quality of models from their predictions and labels on Kafka: true cross-entropy, or a reason why there is none.

        Example: xentstream demo
        """)
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        ScoreCommand.Create(),
        ConfigCommand.Create(),
        HealthCommand.Create(),
    };

    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Grace });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
    }
}
