using System.Globalization;
using System.Text.Json.Nodes;
using XentStream.Output;

namespace XentStream.Status;

/// <summary>How figures are written for people.</summary>
internal static class StatusText
{
    /// <summary>What stands where there is no figure.</summary>
    public const string None = "–";

    public static string Of(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Of(long? count) => count is { } known ? Of(known) : None;

    /// <summary>Five decimals of a loss, so that losses stand under each other.</summary>
    public static string OfLoss(double? loss) => loss?.ToString(loss is >= 1e-4 or 0 ? "0.00000" : "0.####E+0", CultureInfo.InvariantCulture) ?? None;

    public static string OfShare(double? share) => share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0.00} %") : None;

    public static string OfTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string OfMachine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Seconds as people say them.</summary>
    public static string OfSeconds(double? seconds) => seconds switch
    {
        null => None,
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 6000 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        < 200_000 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:0} days"),
    };

    /// <summary>A name, or what stands for one that could not be read.</summary>
    public static string OfName(string name) => name.Length == 0 ? "(not named)" : name;

    public static string Of(JsonNode json) => json.ToJsonString(JsonText.Indented);
}
