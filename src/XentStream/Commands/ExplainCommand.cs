using System.CommandLine;
using XentStream.Scoring.Faults;

namespace XentStream.Commands;

/// <summary>Prints the page of a reason code: rule, example, cause, fix.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { Description = "A reason code, as in error.type or in the output of score.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Print the pages of all codes, in Markdown." };
        var command = new Command("explain", "Explain a reason code: its rule, an example, the likely cause and the fix.\n\nExample: xentstream explain label-one-based") { code, all };
        command.SetAction(arguments => arguments.GetValue(all) ? PrintAll() : Print(arguments.GetValue(code)));
        return command;
    }

    private static int PrintAll()
    {
        Console.Out.Write(ReasonPages.ToMarkdown());
        return ExitCode.Done;
    }

    private static int Print(string? name)
    {
        if (ReasonPages.All.FirstOrDefault(known => known.Code.Name == name) is not { } page)
        {
            return Complaint.Usage(name is null ? "Name a reason code, or --all." : $"There is no reason code `{Quote.Of(name)}`. `xentstream explain --all` lists them.");
        }

        Console.Out.WriteLine($"{page.Code.Name} (severity: {page.Severity}; certainty: {page.Certainty})");
        Console.Out.WriteLine($"  rule: {page.Rule}");
        Console.Out.WriteLine($"  example: {page.Example}");
        Console.Out.WriteLine($"  likely cause: {page.Cause}");
        Console.Out.WriteLine($"  fix: {page.Fix}");
        return ExitCode.Done;
    }
}
