using System.Globalization;

namespace XentStream.Output;

/// <summary>A number and what it counts.</summary>
internal static class Counted
{
    public static string Of(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
