using System.Collections.Immutable;
using System.CommandLine;
using System.Text;

namespace XentStream.Configuration;

/// <summary>What the record around a payload would say.</summary>
internal sealed class HeaderOption
{
    private readonly Option<string[]> headers = new("--header")
    {
        Description = "A header of the record around the payload, as in xent-model=digits. Repeatable; of two of one name the last counts.",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command)
    {
        headers.Validators.Add(argument =>
        {
            foreach (var token in argument.Tokens.Where(token => !token.Value.Contains('=', StringComparison.Ordinal)))
            {
                argument.AddError($"The header `{token.Value}` has no value; write NAME=VALUE.");
            }
        });
        command.Options.Add(headers);
    }

    /// <summary>Whether there is any.</summary>
    public bool IsGiven(ParseResult arguments) => arguments.GetValue(headers)!.Length > 0;

    /// <summary>Reads all headers, as a record has them.</summary>
    public ImmutableArray<(string Name, byte[]? Value)> ReadAll(ParseResult arguments) =>
        [.. arguments.GetValue(headers)!.Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], (byte[]?)Encoding.UTF8.GetBytes(pair[1])))];
}
