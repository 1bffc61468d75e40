using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace XentStream.Configuration;

/// <summary>An option for a length of time, as people write it: 20s, 500ms, 2m.</summary>
internal static class TimeOption
{
    public static Option<TimeSpan?> Create(string name, string description) => new(name) { Description = description, HelpName = "TIME", CustomParser = Parse };

    private static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(1)
            : text.EndsWith('s') ? TimeSpan.FromSeconds(1)
            : text.EndsWith('m') ? TimeSpan.FromMinutes(1)
            : TimeSpan.Zero;
        if (unit > TimeSpan.Zero && double.TryParse(text.TrimEnd('m', 's'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1e6)
        {
            return unit * count;
        }

        argument.AddError($"`{text}` is not a time; write 20s, 500ms or 2m.");
        return null;
    }
}
