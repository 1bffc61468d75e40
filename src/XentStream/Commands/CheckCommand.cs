using System.CommandLine;
using XentStream.Configuration;
using XentStream.Output;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Sampling;
using XentStream.Pipeline.Sampling.Pairing;

namespace XentStream.Commands;

/// <summary>Tells what the batches of topics or files look like, which contract they fit, and what would be rejected under the present one.</summary>
internal sealed class CheckCommand
{
    private const int DefaultRecords = 200;
    private const int DefaultPairs = 5_000;
    private const int MostRecords = 100_000;
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly Argument<string[]> files = new("FILE") { Description = "Payload files. Without any, topics are sampled.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> topics = new("--topic") { Description = "A topic to sample. Repeatable. Default: the input topics of the configuration.", HelpName = "TOPIC", DefaultValueFactory = _ => [] };
    private readonly Option<int?> records = new("--records") { Description = "How many records to sample, the newest of all partitions. Default: 200; where labels come on a topic of their own, 5000 predictions whose labels have had time to come.", HelpName = "COUNT" };
    private readonly Option<TimeSpan?> timeout = TimeOption.Create("--timeout", "How long the broker may be silent. Default: 30s.");
    private readonly Option<bool> json = new("--json") { Description = "Print one JSON object." };
    private readonly HeaderOption headers = new();
    private readonly ConfigurationOptions configuration = new();

    public static Command Create()
    {
        var check = new CheckCommand();
        var command = new Command(
            "check",
            "Sample topics, without a group and without a commit, or look into files: what the batches look like, which contract they fit, ready to paste, and what would be rejected under the present one. Exit code 3 where something would be. Where labels come on a topic of their own (Topics:Labels): how large a share of the predictions pairs, how the keys of both topics are placed, how late labels are, and which Join:Within covers them; exit code 3 also where keys are placed differently.\n\nExample: xentstream check --set Kafka:BootstrapServers=localhost:9092 --topic predictions")
        { check.files, check.topics, check.records, check.timeout, check.json };
        check.headers.AddTo(command);
        check.configuration.AddTo(command);
        command.SetAction(check.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var names = arguments.GetValue(files)!;
        if (Misuse(arguments, names.Length > 0) is { } misuse)
        {
            return Complaint.Usage(misuse);
        }

        var (root, settings, errors) = configuration.Read(arguments);
        var isWithinGiven = root[Within] is not null;
        var relevant = errors.Where(error => IsNeeded(error, names.Length > 0, arguments.GetValue(topics)!.Length > 0) && (isWithinGiven || error.Key != Within)).ToList();
        return relevant.Count > 0 ? Complaint.Configuration(relevant)
            : settings.Join is not null && names.Length > 0 ? Complaint.Usage("Files that are checked hold batches that carry their labels. Leave Topics:Labels and Join out of the configuration, or name no file to sample both topics.")
            : settings.Join is not null ? CheckPairing(arguments, settings, isWithinGiven)
            : names.Length > 0 ? CheckFiles(arguments, settings, names)
            : CheckTopics(arguments, settings);
    }

    // It is what one may want to find out.
    private const string Within = $"{SettingsParser.SectionName}:Join:Within";

    private int CheckPairing(ParseResult arguments, WorkerSettings settings, bool isWithinGiven)
    {
        var names = (arguments.GetValue(topics) is { Length: > 0 } chosen ? chosen : [.. settings.Topics.Input]).Where(topic => topic != settings.Topics.Labels).Distinct().ToList();
        if (names is not [var predictions])
        {
            return Complaint.Usage("Labels that come by themselves belong to one topic of predictions. Name that one by --topic.");
        }

        var sampler = new PairingSampler(settings, arguments.GetValue(timeout) ?? DefaultTimeout, TimeProvider.System);
        var (report, refusal, isMisconfigured) = sampler.Read(predictions, arguments.GetValue(records) ?? DefaultPairs);
        if (report is null)
        {
            Console.Error.WriteLine(refusal);
            return isMisconfigured ? ExitCode.Usage : ExitCode.Unreachable;
        }

        TimeSpan? within = isWithinGiven ? settings.Join!.Within : null;
        if (arguments.GetValue(json))
        {
            PairingJson.Write(Console.Out, report, within);
        }
        else
        {
            new PairingText(Console.Out).Write(report, within);
        }

        return report.Rejected > 0 || report.ArePlacedDifferently ? ExitCode.Rejected : ExitCode.Done;
    }

    private string? Misuse(ParseResult arguments, bool hasFiles)
    {
        var count = arguments.GetValue(records);
        return count is < 1 or > MostRecords ? $"`{count}` is not a number of records to sample; write a whole number from 1 to {MostRecords}."
            : hasFiles && arguments.GetValue(topics)!.Length > 0 ? "Files and topics are checked apart. Leave out the files or --topic."
            : !hasFiles && headers.IsGiven(arguments) ? "--header is for files; records of topics have their own. Name files, or leave it out."
            : null;
    }

    // Files need no broker, and a topic that is named needs no input topics beside it.
    private static bool IsNeeded(SettingsError error, bool hasFiles, bool hasTopics)
    {
        var isOf = (string key) => error.Key.StartsWith($"{SettingsParser.SectionName}:{key}", StringComparison.Ordinal);
        return !(hasFiles && (isOf("Kafka:") || isOf("Topics:"))) && !(hasTopics && isOf("Topics:Input"));
    }

    private int CheckFiles(ParseResult arguments, WorkerSettings settings, string[] names)
    {
        if (names.FirstOrDefault(name => !File.Exists(name)) is { } missing)
        {
            return Complaint.Usage($"There is no file `{missing}`. Name payload files, or none to sample topics.");
        }

        try
        {
            var sample = names.Select(name => new SampledRecord(new SamplePlace(name), headers.ReadAll(arguments), settings.Encoding, () => File.ReadAllBytes(name)));
            return Report(arguments, settings, sample, new SampleSource(names, names.Length, Partitions: 0, IsCut: false));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Complaint.Usage($"A file cannot be read: {unreadable.Message} Name files that can be.");
        }
    }

    private int CheckTopics(ParseResult arguments, WorkerSettings settings)
    {
        IReadOnlyList<string> names = arguments.GetValue(topics) is { Length: > 0 } chosen ? [.. chosen.Distinct()] : settings.Topics.Input;
        var sample = new TopicSampler(settings, arguments.GetValue(timeout) ?? DefaultTimeout).Read(names, arguments.GetValue(records) ?? DefaultRecords);
        if (sample.Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal);
            return sample.IsMisconfigured ? ExitCode.Usage : ExitCode.Unreachable;
        }

        return Report(arguments, settings, sample.Records, new SampleSource(names, sample.Records.Length, sample.Partitions, sample.IsCut));
    }

    private int Report(ParseResult arguments, WorkerSettings settings, IEnumerable<SampledRecord> sample, SampleSource source)
    {
        var report = new SampleAnalysis(settings.ContractOf, TimeProvider.System).Run(sample);
        if (arguments.GetValue(json))
        {
            CheckJson.Write(Console.Out, source, report);
        }
        else
        {
            new CheckText(Console.Out).Write(source, report);
        }

        return report.Rejected > 0 ? ExitCode.Rejected : ExitCode.Done;
    }
}
