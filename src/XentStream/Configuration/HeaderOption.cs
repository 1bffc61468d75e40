using System.Collections.Immutable;
using System.CommandLine;
using System.Text;

namespace XentStream.Configuration;

/// <summary>What the record around a payload would say.</summary>
internal sealed class HeaderOption
{
    private readonly Option<string[]> headers = PairOption.Create(
        "--header", "NAME=VALUE", "A header of the record around the payload, as in xent-model=digits. Repeatable; of two of one name the last counts.", mayBeEmpty: true);

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Options.Add(headers);

    /// <summary>Whether there is any.</summary>
    public bool IsGiven(ParseResult arguments) => arguments.GetValue(headers)!.Length > 0;

    /// <summary>Reads all headers, as a record has them.</summary>
    public ImmutableArray<(string Name, byte[]? Value)> ReadAll(ParseResult arguments) =>
        [.. PairOption.Read(arguments, headers).Select(pair => (pair.First, (byte[]?)Encoding.UTF8.GetBytes(pair.Second)))];
}
