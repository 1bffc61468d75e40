using System.CommandLine;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Replay;

namespace XentStream.Configuration;

/// <summary>On the command line, what is replayed.</summary>
internal sealed class ReplayScopeOptions
{
    private readonly Option<string[]> topics = new("--topic") { Description = "A topic to replay. Repeatable. Default: the input topics of the configuration.", HelpName = "TOPIC", DefaultValueFactory = _ => [] };
    private readonly Option<DateTimeOffset?> from = new("--from") { Description = "Only records of this time or later, as in 2026-11-25T10:00:00Z.", HelpName = "TIME" };
    private readonly Option<DateTimeOffset?> to = new("--to") { Description = "Only records before this time.", HelpName = "TIME" };
    private readonly Option<TimeSpan?> slack = TimeOption.Create("--slack", "By how much timestamps may be out of order: so far behind --to is read. Default: 10m; where labels are joined, Join:Disorder says it.");
    private readonly Option<bool> committed = new("--committed") { Description = "Only what the group has committed until now, which is what its results hold." };
    private readonly Option<string?> model = new("--model") { Description = "Only this model.", HelpName = "MODEL" };
    private readonly Option<string?> version = new("--version") { Description = "Only this version.", HelpName = "VERSION" };
    private readonly OffsetsOption offsets = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(topics);
        command.Options.Add(from);
        command.Options.Add(to);
        command.Options.Add(slack);
        offsets.AddTo(command);
        command.Options.Add(committed);
        command.Options.Add(model);
        command.Options.Add(version);
    }

    /// <summary>Whether topics are named, so that the configuration need not.</summary>
    public bool NameTopics(ParseResult arguments) => arguments.GetValue(topics)!.Length > 0;

    /// <summary>Reads them.</summary>
    /// <returns>What is replayed; or what is wrong with the options.</returns>
    public (ReplayScope Scope, string? Misuse) Read(ParseResult arguments, WorkerSettings settings)
    {
        IReadOnlyList<string> inputs = NameTopics(arguments) ? [.. arguments.GetValue(topics)!.Distinct()] : settings.Topics.Input;
        IReadOnlyList<string> names = settings.Topics.Labels is { } labels ? [.. inputs.Where(topic => topic != labels), labels] : inputs;
        var scope = new ReplayScope(names)
        {
            From = arguments.GetValue(from),
            To = arguments.GetValue(to),
            OnlyCommitted = arguments.GetValue(committed),
            Model = arguments.GetValue(model),
            Version = arguments.GetValue(version),
        };
        scope = arguments.GetValue(slack) is { } given ? scope with { Slack = given } : scope;
        return settings.Join is not null && names.Count != 2 ? (scope, "Labels that come by themselves belong to one topic of predictions. Name that one by --topic.")
            : settings.Join is not null && arguments.GetValue(slack) is not null ? (scope, "--slack is for batches that carry their labels: where labels are joined, Join:Disorder says by how much timestamps may be out of order. Leave it out.")
            : scope.From >= scope.To ? (scope, "--from is not before --to, so nothing is between them.")
            : scope.OnlyCommitted && offsets.IsGiven(arguments) ? (scope, "--committed says where partitions end, and so does --offsets. Leave one of them out.")
            : offsets.Read(arguments, names) is { } ranges ? (scope with { Offsets = ranges }, null)
            : (scope, $"Each range of --offsets is of a partition of its own and of one of the topics {string.Join(", ", names)}; with several topics write TOPIC:PARTITION=FROM..TO.");
    }
}
