using System.CommandLine;
using System.CommandLine.Parsing;
using XentStream.Pipeline.Configuration;

namespace XentStream.Configuration;

/// <summary>An option for a length of time, as the configuration takes it too.</summary>
internal static class TimeOption
{
    public static Option<TimeSpan?> Create(string name, string description) => new(name) { Description = description, HelpName = "TIME", CustomParser = Parse };

    private static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TimeText.Parse(text) is { } time && time > TimeSpan.Zero)
        {
            return time;
        }

        argument.AddError($"`{text}` is not a time; write 500ms, 20s, 2m, 1h or 00:01:00.");
        return null;
    }
}
