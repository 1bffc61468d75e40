using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace XentStream.Configuration;

/// <summary>An option for a length of time, as people write it: 500ms, 20s, 2m, 1h.</summary>
internal static class TimeOption
{
    public static Option<TimeSpan?> Create(string name, string description) => new(name) { Description = description, HelpName = "TIME", CustomParser = Parse };

    private static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(1)
            : text.EndsWith('s') ? TimeSpan.FromSeconds(1)
            : text.EndsWith('m') ? TimeSpan.FromMinutes(1)
            : text.EndsWith('h') ? TimeSpan.FromHours(1)
            : TimeSpan.Zero;
        if (unit > TimeSpan.Zero && double.TryParse(text.TrimEnd('m', 's', 'h'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1e6)
        {
            return unit * count;
        }

        argument.AddError($"`{text}` is not a time; write 500ms, 20s, 2m or 1h.");
        return null;
    }
}
