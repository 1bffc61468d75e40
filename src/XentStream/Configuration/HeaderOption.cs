using System.CommandLine;
using System.Text;
using XentStream.Pipeline.Evaluating;

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

    /// <summary>Reads the headers that matter; all others are passed over, as in a record.</summary>
    public RecordHeaders Read(ParseResult arguments)
    {
        var given = arguments.GetValue(headers)!;
        return new RecordHeaders
        {
            ContentType = Find(given, RecordHeaders.ContentTypeName),
            Model = Find(given, RecordHeaders.ModelName),
            Version = Find(given, RecordHeaders.VersionName),
        };
    }

    private static byte[] Find(string[] given, string name) =>
        Encoding.UTF8.GetBytes(given.Select(pair => pair.Split('=', 2)).LastOrDefault(pair => pair[0] == name)?[1] ?? "");
}
