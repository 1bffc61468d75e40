using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using XentStream.Pipeline.Recording;

namespace XentStream.Configuration;

/// <summary>--offsets: partitions, each between two offsets.</summary>
internal sealed partial class OffsetsOption
{
    private readonly Option<string[]> offsets = new("--offsets")
    {
        Description = "Only this partition between these offsets, the second not included; either may be left out. Repeatable; with several topics, the topic stands before.",
        HelpName = "[TOPIC:]PARTITION=FROM..TO",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command)
    {
        offsets.Validators.Add(argument =>
        {
            foreach (var token in argument.Tokens.Where(token => !IsRange(token.Value)))
            {
                argument.AddError($"`{token.Value}` is not a range of offsets; write 0=100..200, 0=100.. or predictions:0=..200.");
            }
        });
        command.Options.Add(offsets);
    }

    /// <summary>Whether there is any.</summary>
    public bool IsGiven(ParseResult arguments) => arguments.GetValue(offsets)!.Length > 0;

    /// <summary>The ranges; those without a topic are of the only one.</summary>
    /// <returns>Null where a range needs a topic, or names another one or the same partition twice.</returns>
    public IReadOnlyDictionary<PartitionId, (long? From, long? To)>? Read(ParseResult arguments, IReadOnlyList<string> topics)
    {
        var ranges = new Dictionary<PartitionId, (long? From, long? To)>();
        foreach (var match in arguments.GetValue(offsets)!.Select(text => Range().Match(text)))
        {
            var topic = match.Groups["topic"] is { Success: true } named ? named.Value : topics is [var only] ? only : null;
            if (topic is null || !topics.Contains(topic) || !ranges.TryAdd(new PartitionId(topic, (int)Number(match, "partition")!), (Number(match, "from"), Number(match, "to"))))
            {
                return null;
            }
        }

        return ranges;
    }

    private static bool IsRange(string text) =>
        Range().Match(text) is { Success: true } match && (Number(match, "from") is not { } from || Number(match, "to") is not { } to || from <= to);

    private static long? Number(Match match, string group) => match.Groups[group] is { Success: true } digits ? long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : null;

    // So many digits as always fit.
    [GeneratedRegex(@"^((?<topic>[A-Za-z0-9._-]+):)?(?<partition>[0-9]{1,9})=(?<from>[0-9]{1,18})?\.\.(?<to>[0-9]{1,18})?$")]
    private static partial Regex Range();
}
