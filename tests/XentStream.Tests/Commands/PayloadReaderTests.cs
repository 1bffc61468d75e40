using XentStream.Commands;

namespace XentStream.Tests.Commands;

public sealed class PayloadReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xentstream-payloads-");
    private readonly PayloadReader reader = new();

    [Fact]
    public void TryRead_OneFileAfterTheOther_GivesEachItsOwnBytes()
    {
        foreach (var length in (int[])[5, 0, 200_000, 1, 64 * 1024, 199_999, 3])
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var file = Path.Combine(folder.FullName, $"{length}");
            File.WriteAllBytes(file, bytes);

            Assert.Equal(bytes, reader.TryRead(file)!.Value.ToArray());
        }
    }

    [Fact]
    public void TryRead_WhatDoesNotTellItsLength_GivesAllOfIt()
    {
        const string Symbols = "/proc/kallsyms";
        Assert.SkipUnless(File.Exists(Symbols), "There is no file here whose length is not told.");
        var expected = File.ReadAllBytes(Symbols);
        Assert.SkipUnless(expected.Length > 0 && new FileInfo(Symbols).Length == 0, "There is no file here whose length is not told.");

        Assert.Equal(expected, reader.TryRead(Symbols)!.Value.ToArray());
    }

    [Fact]
    public void TryRead_NoFile_IsNullAndTheNextIsRead()
    {
        var file = Path.Combine(folder.FullName, "one");
        File.WriteAllBytes(file, [1, 2, 3]);

        Assert.Null(reader.TryRead(Path.Combine(folder.FullName, "none")));
        Assert.Null(reader.TryRead(folder.FullName));
        Assert.Equal([1, 2, 3], reader.TryRead(file)!.Value.ToArray());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
