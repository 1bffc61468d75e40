using System.Globalization;

namespace XentStream.Reports;

/// <summary>Numbers and times as the page shows them.</summary>
internal static class ReportText
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A figure with as many digits as a person compares.</summary>
    public static string Figure(double? figure) => figure is { } number ? number.ToString(Math.Abs(number) is < 0.001 and > 0 ? "0.00e0" : "0.0000", CultureInfo.InvariantCulture) : "–";

    public static string Share(double? share) => share?.ToString("P2", CultureInfo.InvariantCulture) ?? "–";
}
