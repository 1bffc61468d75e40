using System.Globalization;

namespace XentStream.Output;

/// <summary>How a book of a join is written for people: what is not zero.</summary>
internal static class BookText
{
    /// <summary>As in <c>scored 31, waiting 2</c>.</summary>
    public static string Of(IReadOnlyDictionary<string, long> rows)
    {
        var some = rows.Where(entry => entry.Value != 0).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value}"));
        return string.Join(", ", some.DefaultIfEmpty("none"));
    }
}
