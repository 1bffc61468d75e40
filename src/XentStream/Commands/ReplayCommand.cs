using System.CommandLine;
using XentStream.Comparing;
using XentStream.Configuration;
using XentStream.Output;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Replay.Pairing;
using XentStream.Reports;

namespace XentStream.Commands;

/// <summary>Evaluates a historical range of topics again and reports what it comes to.</summary>
internal sealed class ReplayCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly Option<FileInfo?> contract = new("--contract") { Description = "A JSON file with other contracts than the configuration's: one for all models, or a whole configuration.", HelpName = "FILE" };
    private readonly Option<TimeSpan?> window = TimeOption.Create("--window", "The length of a window, as in 1h. Default: that of the configuration.");
    private readonly Option<double?> rate = new("--rate") { Description = "At most so many records a second.", HelpName = "RECORDS" };
    private readonly Option<string?> checkpoint = new("--checkpoint") { Description = "Write down in this file how far it is, so that it can be gone on from.", HelpName = "FILE" };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on from the checkpoint." };
    private readonly Option<string?> report = new("--report") { Description = "Write the report as JSON to this file.", HelpName = "FILE" };
    private readonly Option<string?> html = new("--html") { Description = "Write the report as a page to this file.", HelpName = "FILE" };
    private readonly Option<string[]> pair = new("--pair") { Description = "Compare two versions row by row, by the ids of their records: the mean difference, its standard error, and in how many rows each has the lower loss.", HelpName = "FIRST> <SECOND", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> against = new("--against") { Description = "Compare with an earlier report, or with the worker's: `results` is the topic. Exit code 5 where they differ, 2 where there is nothing to compare.", HelpName = "FILE|results" };
    private readonly Option<TimeSpan?> timeout = TimeOption.Create("--timeout", "How long the broker may be silent. Default: 30s.");
    private readonly Option<bool> json = new("--json") { Description = "Print the report as one JSON object; with --against the comparison." };
    private readonly ReplayScopeOptions scope = new();
    private readonly ConfigurationOptions configuration = new();

    public static Command Create()
    {
        var replay = new ReplayCommand();
        var command = new Command(
            "replay",
            "Evaluate a range of topics again, without a group and without a commit, and report what it comes to: the same bits as live where nothing changed. Exit code 4 where retention had removed records.\n\nExample: xentstream replay --from 2026-11-25T10:00:00Z --to 2026-11-25T12:00:00Z --report report.json --html report.html");
        replay.scope.AddTo(command);
        foreach (var option in new Option[] { replay.contract, replay.window, replay.rate, replay.checkpoint, replay.resume, replay.report, replay.html, replay.pair, replay.against, replay.timeout, replay.json })
        {
            command.Options.Add(option);
        }

        replay.configuration.AddTo(command);
        command.SetAction(replay.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var (settings, errors) = ReadSettings(arguments);
        if (errors.Count > 0)
        {
            return Complaint.Configuration(errors);
        }

        var (range, misuse) = scope.Read(arguments, settings);
        if ((misuse ?? Misuse(arguments, range, settings)) is { } wrong)
        {
            return Complaint.Usage(wrong);
        }

        var (earlier, obstacle) = arguments.GetValue(against) is { } other && other != ComparedSide.ResultsTopic ? ReportFile.Read(other) : (null, null);
        if (obstacle is not null)
        {
            return Complaint.Usage(obstacle);
        }

        using var replay = new TopicReplay(settings, range, OptionsOf(arguments), TimeProvider.System);
        var result = await ReplayScreen.ShowAsync(replay, TimeProvider.System, stop);
        return result.Refusal is { } refusal ? Refuse(arguments, refusal) : await FinishAsync(arguments, replay, ReportSummary.Of(settings, range, result, TimeProvider.System.GetUtcNow()), earlier);
    }

    private (WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) ReadSettings(ParseResult arguments)
    {
        var (_, settings, errors) = configuration.Read(arguments);
        var all = scope.NameTopics(arguments) ? [.. errors.Where(error => error.Key != $"{SettingsParser.SectionName}:Topics:Input")] : errors.ToList();
        if (arguments.GetValue(contract) is { } file)
        {
            var (contracts, mistakes) = ContractFile.Read(file);
            settings = settings with { Contracts = contracts };
            all.AddRange(mistakes);
        }

        return (settings with { Window = arguments.GetValue(window) ?? settings.Window }, all);
    }

    private string? Misuse(ParseResult arguments, ReplayScope range, WorkerSettings settings) =>
        arguments.GetValue(resume) && arguments.GetValue(checkpoint) is null ? "--resume goes on from a checkpoint. Name it with --checkpoint."
        : PairOf(arguments) is { } versions && versions.First == versions.Second ? "--pair compares two versions. Name another one beside the first."
        : PairOf(arguments) is not null && settings.Join is not null ? "--pair compares batches that carry their labels. Leave it out where labels are joined; `compare` compares reports of two versions window by window."
        : PairOf(arguments) is not null && range.Version is not null ? "--pair names both versions. Leave out --version."
        : PairOf(arguments) is not null && arguments.GetValue(checkpoint) is not null ? "--pair cannot be gone on from a checkpoint. Leave out --checkpoint, or make the comparison by a replay of its own."
        : arguments.GetValue(rate) is <= 0 or double.NaN ? "--rate is a number of records a second, such as 5000."
        : arguments.GetValue(window) is { } length && (length > TimeSpan.FromDays(1) || length < TimeSpan.FromSeconds(1)) ? "--window is from 1s to 24h."
        : new[] { report, html, checkpoint }.Select(arguments.GetValue).FirstOrDefault(file => file is not null && !HasFolder(file)) is { } nowhere ? $"There is no folder for `{nowhere}`. Make it, or name another file."
        : null;

    private VersionPair? PairOf(ParseResult arguments) => arguments.GetValue(pair) is [var first, var second] ? new VersionPair(first, second) : null;

    private static bool HasFolder(string file) => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)));

    private ReplayOptions OptionsOf(ParseResult arguments) => new()
    {
        Patience = arguments.GetValue(timeout) ?? DefaultTimeout,
        RecordsPerSecond = arguments.GetValue(rate),
        Checkpoint = arguments.GetValue(checkpoint),
        Resumes = arguments.GetValue(resume),
        Pair = PairOf(arguments),
    };

    // What was read is worth something where it was only interrupted.
    private int Refuse(ParseResult arguments, ReplayRefusal refusal) => Complaint.Refusal(refusal, refusal.Kind is not (RefusalKind.Stop or RefusalKind.Broker) ? ""
        : arguments.GetValue(checkpoint) is { } file && File.Exists(file) ? $" Go on with the same options and --resume; the checkpoint is `{file}`."
        : " Nothing is kept; with --checkpoint FILE it could be gone on from.");

    private async Task<int> FinishAsync(ParseResult arguments, TopicReplay replay, ReportSummary summary, ReportFile? earlier)
    {
        try
        {
            if (arguments.GetValue(report) is { } file)
            {
                using var output = File.Create(file);
                ReportJson.Write(output, summary);
            }

            if (arguments.GetValue(html) is { } page)
            {
                await File.WriteAllTextAsync(page, await ReportPages.RenderAsync(summary), CancellationToken.None);
            }
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return Complaint.Usage($"The report cannot be written: {unwritable.Message} Name another file{(arguments.GetValue(checkpoint) is null ? "" : " and go on with --resume")}.");
        }

        var exitCode = arguments.GetValue(against) is null ? Print(arguments, summary) : Compare(arguments, summary, earlier);

        // Where there was nothing to compare with, what was read can still be gone on from.
        if (exitCode is ExitCode.Done or ExitCode.Different)
        {
            replay.Forget();
        }

        return summary.Result.Lost > 0 ? ExitCode.Lost : exitCode;
    }

    private int Print(ParseResult arguments, ReportSummary summary)
    {
        if (arguments.GetValue(json))
        {
            using var output = Console.OpenStandardOutput();
            ReportJson.Write(output, summary, isIndented: false);
            output.WriteByte((byte)'\n');
            if (NoNumber.Of(summary) is { } none)
            {
                Console.Error.WriteLine(none);
            }
        }
        else
        {
            new ReplayText(Console.Out).Write(summary);
        }

        return ExitCode.Done;
    }

    private int Compare(ParseResult arguments, ReportSummary summary, ReportFile? earlier)
    {
        if (!arguments.GetValue(json))
        {
            new ReplayText(Console.Out).Write(summary);
        }

        var mine = ComparedSide.Of(summary, "replay");
        return CompareCommand.Print(mine, side => earlier is null ? ComparedSide.OfResults(summary.Settings, side, arguments.GetValue(timeout) ?? DefaultTimeout) : (ComparedSide.Of(earlier), null), arguments.GetValue(json));
    }
}
