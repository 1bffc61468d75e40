using System.CommandLine;
using System.Globalization;
using System.Net;
using XentStream.Hosting;

namespace XentStream.Commands;

/// <summary>The command line: its table of contents.</summary>
internal static class XentStreamCommand
{
    private const int DefaultPort = 9464;

    // The worker commits once more and leaves its group before it ends. What takes longer than it may is ended by its host, and with exit code 0: by this, it would be 143.
    private static readonly TimeSpan Grace = WorkerHost.LongestStop + TimeSpan.FromSeconds(4);

    public static RootCommand Create() => new(
        """
        Evaluates the quality of models from their predictions and labels on Kafka: true cross-entropy, or a reason why there is none.

        Example: xentstream demo
        """)
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        ScoreCommand.Create(),
        ExplainCommand.Create(),
        QuarantineCommand.Create(),
        ReplayCommand.Create(),
        CompareCommand.Create(),
        CertifyCommand.Create(),
        CheckCommand.Create(),
        ConfigCommand.Create(),
        HealthCommand.Create(),
    };

    /// <summary>The option for a port; a number that no port has is refused.</summary>
    public static Option<int> PortOption(string description)
    {
        var port = new Option<int>("--port") { Description = description, DefaultValueFactory = _ => DefaultPort, HelpName = "PORT" };
        port.Validators.Add(argument =>
        {
            if (argument.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && (number < IPEndPoint.MinPort || number > IPEndPoint.MaxPort))
            {
                argument.AddError($"`{token.Value}` is not a port; ports are whole numbers from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
            }
        });
        return port;
    }

    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        try
        {
            return parsed.Errors.Count > 0 ? UsageErrors.Tell(parsed)
                : await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Grace, EnableDefaultExceptionHandler = false });
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException && IsOutputGone())
        {
            return Complaint.Usage($"The output cannot be written: {unwritable.Message} Make room, or send it elsewhere.");
        }
        catch (Exception bug)
        {
            if (bug is not OperationCanceledException)
            {
                Console.Error.WriteLine($"Unhandled exception: {bug}");
            }

            return ExitCode.Bug;
        }
    }

    // The exception does not say which file it is about. What cannot be written once cannot be written again.
    private static bool IsOutputGone()
    {
        try
        {
            Console.Out.WriteLine();
            return false;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
