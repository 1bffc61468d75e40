using System.Text.RegularExpressions;

namespace XentStream.Tests.House;

/// <summary>The file tables of the house map: the rows of its section <c>## Files</c>, whatever their headings.</summary>
internal sealed class FileTable
{
    private readonly List<(string File, string Purpose)> rows;

    public FileTable(string map)
    {
        var section = Regex.Match(map, @"(?ms)^## Files\s*$(?<rows>.*?)(?=^## |\z)").Groups["rows"].Value;
        rows = [.. Regex.Matches(section, @"(?m)^\| `(?<file>[^`]+)` \|(?<purpose>.*?)\|?\s*$").Select(row => (row.Groups["file"].Value, row.Groups["purpose"].Value.Trim()))];
    }

    /// <summary>What keeps the tables from being a map of these files: a sentence for each, in the order of the files.</summary>
    public IReadOnlyList<string> DifferencesFrom(IReadOnlyCollection<string> files)
    {
        var listed = rows.Select(row => row.File).ToList();
        return
        [
            .. Tell(files.Except(listed), "is not in the table"),
            .. Tell(listed.Except(files), "is in the table and does not exist"),
            .. Tell(listed.GroupBy(file => file).Where(row => row.Count() > 1).Select(row => row.Key), "is in the table more than once"),
            .. Tell(rows.Where(row => row.Purpose.Length == 0).Select(row => row.File), "has no purpose"),
        ];
    }

    private static IEnumerable<string> Tell(IEnumerable<string> files, string difference) => files.Order(StringComparer.Ordinal).Select(file => $"{file} {difference}.");
}
