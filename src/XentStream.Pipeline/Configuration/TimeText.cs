using System.Globalization;
using System.Text.RegularExpressions;

namespace XentStream.Pipeline.Configuration;

/// <summary>A length of time as people write it: 500ms, 20s, 2m, 1h, or 00:01:00. A number alone is none: nothing says of what.</summary>
public static partial class TimeText
{
    /// <summary>Reads it.</summary>
    /// <returns>Null where it is not one.</returns>
    public static TimeSpan? Parse(string text) =>
        Counted().Match(text) is { Success: true } counted ? NumberIn(counted, "count") * UnitOf(counted.Groups["unit"].Value)
        : Clock().Match(text) is { Success: true } clock
            ? (NumberIn(clock, "days") * TimeSpan.FromDays(1)) + (NumberIn(clock, "hours") * UnitOf("h")) + (NumberIn(clock, "minutes") * UnitOf("m")) + (NumberIn(clock, "seconds") * UnitOf("s"))
        : null;

    private static TimeSpan UnitOf(string name) => name switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromHours(1),
    };

    private static double NumberIn(Match match, string group) => match.Groups[group] is { Success: true } digits ? double.Parse(digits.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    // So many digits as always fit.
    [GeneratedRegex(@"^(?<count>[0-9]{1,8}(\.[0-9]{1,7})?)(?<unit>ms|s|m|h)\z")]
    private static partial Regex Counted();

    // TimeSpan's own parsing takes 1 for a day, and 24:00:00 for 24 of them.
    [GeneratedRegex(@"^((?<days>[0-9]{1,5})\.)?(?<hours>[0-9]{1,5}):(?<minutes>[0-5]?[0-9])(:(?<seconds>[0-5]?[0-9](\.[0-9]{1,7})?))?\z")]
    private static partial Regex Clock();
}
