namespace XentStream.Tests.House;

public sealed class FileTableTests
{
    private const string Map =
        """
        | project | holds |
        |---|---|
        | `A` | a row of another section |

        ## Files

        ### A

        | file | purpose |
        |---|---|
        | `A/One.cs` | The first |

        ### B

        | file | purpose |
        |---|---|
        | `B/Two.cs` | The second, with `code` and a \| in it |

        ## Afterwards

        | `A/Three.cs` | a row of another section |
        """;

    [Fact]
    public void Differences_OfTheFilesOfAllTables_AreNone() => Assert.Empty(new FileTable(Map).DifferencesFrom(["B/Two.cs", "A/One.cs"]));

    [Fact]
    public void Differences_OfAFileWithoutARow_NameIt() =>
        Assert.Equal(["A/Three.cs is not in the table."], new FileTable(Map).DifferencesFrom(["A/One.cs", "A/Three.cs", "B/Two.cs"]));

    [Fact]
    public void Differences_OfARowWithoutAFile_NameIt() => Assert.Equal(["B/Two.cs is in the table and does not exist."], new FileTable(Map).DifferencesFrom(["A/One.cs"]));

    [Theory]
    [InlineData("| `B/Two.cs` | Again |", "B/Two.cs is in the table more than once.")]
    [InlineData("| `A/Four.cs` |  |", "A/Four.cs has no purpose.")]
    [InlineData("| `A/Four.cs` |", "A/Four.cs has no purpose.")]
    public void Differences_OfARowThatIsNoGood_NameItsFile(string row, string difference)
    {
        var table = new FileTable(Map.Replace("\n## Afterwards", $"{row}\n\n## Afterwards", StringComparison.Ordinal).Replace("in it |\n\n|", "in it |\n|", StringComparison.Ordinal));

        Assert.Equal([difference], table.DifferencesFrom(row.Contains("Four", StringComparison.Ordinal) ? ["A/One.cs", "A/Four.cs", "B/Two.cs"] : ["A/One.cs", "B/Two.cs"]));
    }

    [Fact]
    public void Differences_OfAMapWithoutTheSection_AreAllFiles() => Assert.Equal(["A/One.cs is not in the table."], new FileTable("# A map\n").DifferencesFrom(["A/One.cs"]));
}
