using System.CommandLine;
using XentStream.Comparing;
using XentStream.Configuration;
using XentStream.Output;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Replay;
using XentStream.Reports;

namespace XentStream.Commands;

/// <summary>Reads the records behind a report again and says whether its certificate still holds.</summary>
internal static class CertifyCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A report in JSON that `replay --report` has written." };
        var timeout = TimeOption.Create("--timeout", "How long the broker may be silent. Default: 30s.");
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var configuration = new ConfigurationOptions();
        var command = new Command(
            "certify",
            "Read the records behind a report again, evaluate them under the contracts in it, and say whether its certificate still holds. Exit code 5 where it does not, 4 where records are gone.\n\nExample: xentstream certify report.json")
        { file, timeout, json };
        configuration.AddTo(command);
        command.SetAction(async (arguments, stop) =>
        {
            var (report, obstacle) = ReportFile.Read(arguments.GetRequiredValue(file));
            var (settings, errors) = report is null ? (null, []) : SettingsOf(report, configuration, arguments);
            return obstacle is not null ? Complaint.Usage(obstacle)
                : errors.Count > 0 ? Complaint.Configuration(errors)
                : await CertifyAsync(report!, settings!, arguments.GetValue(timeout) ?? DefaultTimeout, arguments.GetValue(json), stop);
        });
        return command;
    }

    private static async Task<int> CertifyAsync(ReportFile report, WorkerSettings settings, TimeSpan patience, bool asJson, CancellationToken stop)
    {
        var printer = new CertifyPrinter(Console.Out, asJson);
        if (!report.IsSealed)
        {
            return printer.Print(report, CertificateCheck.Altered);
        }

        using var replay = new TopicReplay(settings, CertificateCheck.ScopeOf(report.Certificate), new ReplayOptions { Patience = patience }, TimeProvider.System);
        var result = await ReplayScreen.ShowAsync(replay, TimeProvider.System, stop);
        if (result.Refusal is { } refusal)
        {
            return Complaint.Refusal(refusal);
        }

        var now = ReportSummary.Of(settings, CertificateCheck.ScopeOf(report.Certificate), result, TimeProvider.System.GetUtcNow());
        return printer.Print(report, CertificateCheck.Of(report.Certificate, now.Certificate));
    }

    // The broker is the present one; all that numbers depend on is the report's.
    private static (WorkerSettings Settings, IReadOnlyList<SettingsError> Errors) SettingsOf(ReportFile report, ConfigurationOptions configuration, ParseResult arguments)
    {
        var (_, settings, errors) = configuration.Read(arguments);
        using var then = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(report.Configuration.ToJsonString()));
        var (evaluated, mistakes) = SettingsParser.Parse(new ConfigurationBuilder().AddJsonStream(then).Build());
        var contracts = mistakes.Where(error => !IsOf(error, "Kafka:") && !IsOf(error, "Topics:"));
        return (settings with
        {
            Window = evaluated.Window,
            Encoding = evaluated.Encoding,
            Encodings = evaluated.Encodings,
            Contracts = evaluated.Contracts,
            Join = evaluated.Join,
            Topics = settings.Topics with { Labels = evaluated.Topics.Labels },
        },
            [.. errors.Where(error => !IsOf(error, "Topics:Input") && !IsOf(error, "Contracts:") && !IsOf(error, "Join:")), .. contracts]);
    }

    private static bool IsOf(SettingsError error, string key) => error.Key.StartsWith($"{SettingsParser.SectionName}:{key}", StringComparison.Ordinal);
}
