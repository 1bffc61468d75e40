using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace XentStream.Commands;

/// <summary>Says on standard error what is wrong with a command line, and where its help is.</summary>
internal static class UsageErrors
{
    /// <summary>Says it.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(ParseResult parsed)
    {
        foreach (var sentence in parsed.Errors.Select(Sentence).Distinct())
        {
            Console.Error.WriteLine(sentence);
        }

        // Of the parser's own answer, what may have been meant is kept.
        if (parsed.Action is ParseErrorAction action)
        {
            action.ShowHelp = false;
            parsed.Invoke(new InvocationConfiguration { Output = Console.Error, Error = TextWriter.Null });
        }

        Console.Error.WriteLine($"See `xentstream {string.Concat(CommandsOf(parsed.CommandResult).Select(name => name + " "))}--help`.");
        return ExitCode.Usage;
    }

    // The parser names types of the platform, which nobody has to know.
    private static string Sentence(ParseError error) =>
        error.SymbolResult is OptionResult { Option: var option, Tokens: [var token, ..] } && error.Message.Contains(option.ValueType.ToString(), StringComparison.Ordinal)
            ? $"{option.Name} takes {KindOf(Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType)}, and `{token.Value}` is none."
            : error.Message;

    private static string KindOf(Type type) => type == typeof(DateTimeOffset) ? "a time such as 2026-11-25T10:00:00Z"
        : type == typeof(int) ? $"a whole number up to {int.MaxValue}"
        : type == typeof(double) ? "a number such as 0.5"
        : "a value of another kind";

    private static IEnumerable<string> CommandsOf(CommandResult command) => command.Parent is CommandResult parent ? CommandsOf(parent).Append(command.Command.Name) : [];
}
