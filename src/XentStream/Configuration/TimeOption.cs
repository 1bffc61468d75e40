using System.CommandLine;
using System.CommandLine.Parsing;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>An option for a length of time, as the configuration takes it too.</summary>
internal static class TimeOption
{
    // Beyond this, milliseconds do not fit where clients and timers count them.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(500);

    public static Option<TimeSpan?> Create(string name, string description) => new(name) { Description = description, HelpName = "TIME", CustomParser = Parse };

    private static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TimeText.Parse(text) is { } time && time > TimeSpan.Zero && time <= Longest)
        {
            return time;
        }

        argument.AddError($"`{text}` is not a time; write 500ms, 20s, 2m, 1h or 00:01:00, and at most 500h.");
        return null;
    }
}
