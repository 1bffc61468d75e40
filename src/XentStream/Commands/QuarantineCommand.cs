using System.CommandLine;
using XentStream.Configuration;
using XentStream.Hosting;
using XentStream.Output;
using XentStream.Pipeline.Hosting;
using XentStream.Pipeline.Quarantine;

namespace XentStream.Commands;

/// <summary>Looks at the records in quarantine, and feeds them again after a fix.</summary>
internal static class QuarantineCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public static Command Create() => new("quarantine", "Rejected records: what is held and why, and feeding it again after a fix.")
    {
        CreateList(),
        CreateRetry(),
    };

    private static Command CreateList()
    {
        var (configuration, filter, timeout, json) = (new ConfigurationOptions(), new HeldFilterOptions(), Timeout(), Json());
        var command = new Command("list", "Say what is held in quarantine and why, by reason and model.\n\nExample: xentstream quarantine list --model digits") { timeout, json };
        configuration.AddTo(command);
        filter.AddTo(command);
        command.SetAction((arguments, stop) => Task.FromResult(Open(configuration, arguments, held =>
        {
            var (groups, obstacle) = held.List(filter.Read(arguments), arguments.GetValue(timeout) ?? DefaultTimeout, stop);
            if (obstacle is not null)
            {
                return Complaint.Unreachable(obstacle);
            }

            new QuarantinePrinter(Console.Out, arguments.GetValue(json)).Print(groups);
            return ExitCode.Done;
        })));
        return command;
    }

    private static Command CreateRetry()
    {
        var (configuration, filter, timeout, json) = (new ConfigurationOptions(), new HeldFilterOptions(), Timeout(), Json());
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would become of the records." };
        var command = new Command(
            "retry",
            "Feed the records in quarantine through today's contracts, exactly once. What passes goes to the results, what still fails stays.\n\nExample: xentstream quarantine retry --code label-one-based --dry-run")
        { dryRun, timeout, json };
        configuration.AddTo(command);
        filter.AddTo(command);
        command.SetAction((arguments, stop) => Task.FromResult(configuration.Read(arguments).Settings.Join is not null ? Complaint.Usage(NoJoin) : Open(configuration, arguments, held =>
        {
            var isDryRun = arguments.GetValue(dryRun);
            var (outcome, obstacle) = held.Retry(filter.Read(arguments), isDryRun, arguments.GetValue(timeout) ?? DefaultTimeout, stop);
            if (outcome is not null)
            {
                new QuarantinePrinter(Console.Out, arguments.GetValue(json)).Print(outcome, isDryRun);
            }

            return obstacle is null ? ExitCode.Done : Complaint.Unreachable(obstacle);
        })));
        return command;
    }

    // What passed would have to find its other half, and that has long been counted as waiting.
    // Why nothing exact can be done here is in DESIGN, under Decisions.
    private const string NoJoin =
        "quarantine retry feeds batches that carry their labels. A record that is joined cannot be fed again exactly: its place in its topic decides whether it is a duplicate and which label stands, and a copy has another place. "
        + "Send a corrected record to its own topic: it is joined if it still comes in time. After a change of the contract, `xentstream replay --committed --contract FILE --against results` gives the numbers, and what is different.";

    private static Option<TimeSpan?> Timeout() => TimeOption.Create("--timeout", "How long the broker may be silent. Default: 30s.");

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    private static int Open(ConfigurationOptions options, ParseResult arguments, Func<HeldRecords, int> use)
    {
        var (configuration, settings, errors) = options.Read(arguments);
        if (errors.Count > 0)
        {
            return Complaint.Configuration(errors);
        }

        var services = new ServiceCollection();
        services.AddLogging(logging => WorkerHost.AddLogging(logging, configuration));
        services.AddMetrics().AddQuarantine(settings);
        using var provider = services.BuildServiceProvider();
        return use(provider.GetRequiredService<HeldRecords>());
    }
}
