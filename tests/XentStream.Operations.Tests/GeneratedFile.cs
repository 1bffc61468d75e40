namespace XentStream.Operations.Tests;

/// <summary>
/// A file of the repository that is made by a program. The tests compare; with <c>XENTSTREAM_UPDATE=1</c> they write it, and the next run compares again.
/// </summary>
internal static class GeneratedFile
{
    public static void AssertIs(string expected, params string[] path)
    {
        var file = Path.Combine([Repository.Root, .. path]);
        if (Environment.GetEnvironmentVariable("XENTSTREAM_UPDATE") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == expected,
            $"{Path.Combine(path)} is not what it is made from: XENTSTREAM_UPDATE=1 dotnet test tests/XentStream.Operations.Tests writes it.");
    }
}
