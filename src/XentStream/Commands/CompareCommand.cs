using System.CommandLine;
using XentStream.Comparing;
using XentStream.Configuration;
using XentStream.Output;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Replay;
using XentStream.Reports;

namespace XentStream.Commands;

/// <summary>Compares two reports, or a report with what the worker has committed.</summary>
internal static class CompareCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var (a, b) = (Side("A"), Side("B"));
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var timeout = TimeOption.Create("--timeout", "How long the broker may be silent. Default: 30s.");
        var configuration = new ConfigurationOptions();
        var command = new Command(
            "compare",
            "Compare two reports of replays, or a report with the results topic: for each window and model version equal to the bit, or by how much, and why. Exit code 5 where they differ, 2 where there is nothing to compare.\n\nExample: xentstream compare before.json after.json")
        { a, b, timeout, json };
        configuration.AddTo(command);
        command.SetAction(arguments => Run(
            [arguments.GetRequiredValue(a), arguments.GetRequiredValue(b)], () => configuration.Read(arguments), arguments.GetValue(timeout) ?? DefaultTimeout, arguments.GetValue(json)));
        return command;
    }

    /// <summary>Compares and prints.</summary>
    /// <param name="a">One side.</param>
    /// <param name="other">Gets the other.</param>
    /// <param name="asJson">Whether as JSON.</param>
    /// <returns>The exit code.</returns>
    public static int Print(ComparedSide a, Func<ComparedSide, (ComparedSide? Side, ReplayRefusal? Refusal)> other, bool asJson)
    {
        var (side, refusal) = other(a);
        if (side is null)
        {
            return Complaint.Refusal(refusal!);
        }

        using (side)
        {
            var (comparison, obstacle) = Comparison.Of(a, side);
            if (comparison is null)
            {
                return Complaint.Usage(obstacle!);
            }

            if (asJson)
            {
                CompareJson.Write(Console.Out, comparison);
            }
            else
            {
                new CompareText(Console.Out).Write(comparison);
            }

            return comparison.Differences.Count > 0 ? ExitCode.Different : ExitCode.Done;
        }
    }

    private static int Run(string[] names, Func<(IConfiguration, WorkerSettings Settings, IReadOnlyList<SettingsError> Errors)> configuration, TimeSpan patience, bool asJson)
    {
        if (names is [ComparedSide.ResultsTopic, ComparedSide.ResultsTopic])
        {
            return Complaint.Usage("The results topic cannot be compared with itself. Name a report that `replay --report` has written.");
        }

        var reports = names.Where(name => name != ComparedSide.ResultsTopic).Select(ReportFile.Read).ToList();
        if (reports.Find(report => report.Report is null).Obstacle is { } obstacle)
        {
            return Complaint.Usage(obstacle);
        }

        if (reports is [var one, var other])
        {
            return Print(ComparedSide.Of(one.Report!), _ => (ComparedSide.Of(other.Report!), null), asJson);
        }

        var (_, settings, errors) = configuration();
        var relevant = errors.Where(error => error.Key != $"{SettingsParser.SectionName}:Topics:Input").ToList();
        return relevant.Count > 0 ? Complaint.Configuration(relevant) : Print(ComparedSide.Of(reports[0].Report!), side => ComparedSide.OfResults(settings, side, patience), asJson);
    }

    private static Argument<string> Side(string name) => new(name) { Description = "A report in JSON, or `results` for the topic of the configuration.", HelpName = $"{name}" };
}
