using System.CommandLine;
using XentStream.Pipeline.Quarantine;
using XentStream.Scoring.Faults;

namespace XentStream.Configuration;

/// <summary>On the command line, which records of the quarantine are meant.</summary>
internal sealed class HeldFilterOptions
{
    private readonly Option<string?> code = new("--code") { Description = "Only records with this reason code.", HelpName = "CODE" };
    private readonly Option<string?> model = new("--model") { Description = "Only records of this model.", HelpName = "MODEL" };
    private readonly Option<DateTimeOffset?> from = new("--from") { Description = "Only records of this time or later, as in 2026-11-25T10:00:00Z.", HelpName = "TIME" };
    private readonly Option<DateTimeOffset?> to = new("--to") { Description = "Only records before this time.", HelpName = "TIME" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        code.AcceptOnlyFromAmong([.. FaultCodes.All.Select(known => known.Name)]);
        command.Options.Add(code);
        command.Options.Add(model);
        command.Options.Add(from);
        command.Options.Add(to);
    }

    /// <summary>Reads them.</summary>
    public HeldFilter Read(ParseResult arguments) => new(arguments.GetValue(code), arguments.GetValue(model), arguments.GetValue(from), arguments.GetValue(to));
}
