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
        var differences = new FileTable(File.ReadAllText(Path.Combine(Source, "DESIGN.md"))).DifferencesFrom([.. FilesOfTree()]);

        Assert.True(differences.Count == 0, $"src/DESIGN.md and the tree disagree:\n{string.Join('\n', differences)}");
    }

    private static IEnumerable<string> FilesOfTree() => Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Source, file).Replace('\\', '/'))
        .Where(file => !Regex.IsMatch(file, "(^|/)(bin|obj)/") && !Outside.Any(end => file.EndsWith(end, StringComparison.Ordinal)));
}
