using System.Text.RegularExpressions;

namespace XentStream.Tests.House;

public sealed class DesignTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src");

    // What builds the house is not part of its map.
    private static readonly string[] Outside = [".csproj", ".lock.json", ".props", ".targets", "DESIGN.md", "BannedSymbols.txt", "BannedSymbols.Unsafe.txt"];

    [Fact]
    public void FileTable_IsTheTree()
    {
        var table = Regex.Matches(File.ReadAllText(Path.Combine(Source, "DESIGN.md")), @"(?m)^\| `(?<file>[^`]+/[^`]+)` \| (?<purpose>.+) \|$").ToList();

        Assert.Equal(FilesOfTree().Order(StringComparer.Ordinal), table.Select(row => row.Groups["file"].Value).Order(StringComparer.Ordinal));
        Assert.All(table, row => Assert.NotEmpty(row.Groups["purpose"].Value.Trim()));
    }

    private static IEnumerable<string> FilesOfTree() => Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Source, file).Replace('\\', '/'))
        .Where(file => !Regex.IsMatch(file, "(^|/)(bin|obj)/") && !Outside.Any(end => file.EndsWith(end, StringComparison.Ordinal)));
}
