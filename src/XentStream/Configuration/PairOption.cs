using System.CommandLine;

namespace XentStream.Configuration;

/// <summary>A repeatable option whose values are pairs, as in KEY=VALUE.</summary>
internal static class PairOption
{
    /// <summary>Makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="form">How a pair is written.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="mayBeEmpty">Whether the second of a pair may be.</param>
    public static Option<string[]> Create(string name, string form, string description, bool mayBeEmpty)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = form, DefaultValueFactory = _ => [] };
        option.Validators.Add(argument =>
        {
            foreach (var pair in argument.Tokens.Select(token => token.Value))
            {
                if (pair.Split('=', 2) is var parts && (parts is ["", ..] or [_] || (parts[1].Length == 0 && !mayBeEmpty)))
                {
                    argument.AddError($"{name}: `{pair}` has no {form.Split('=')[parts[0].Length == 0 ? 0 : 1]}; write {form}.");
                }
            }
        });
        return option;
    }

    /// <summary>The pairs, in the order in which they are given.</summary>
    public static IEnumerable<(string First, string Second)> Read(ParseResult arguments, Option<string[]> option) =>
        arguments.GetValue(option)!.Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]));

    /// <summary>The pairs by key. Of a key that is given twice, or as one value and as items, the later counts.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="section">The section that the keys are of.</param>
    public static Dictionary<string, string?> ReadByKey(ParseResult arguments, Option<string[]> option, string section)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Read(arguments, option))
        {
            var key = $"{section}:{name}";
            foreach (var other in values.Keys.Where(other => IsBelow(other, key) || IsBelow(key, other)).ToList())
            {
                values.Remove(other);
            }

            values[key] = value;
        }

        return values;
    }

    private static bool IsBelow(string key, string other) => key.StartsWith($"{other}:", StringComparison.OrdinalIgnoreCase);
}
