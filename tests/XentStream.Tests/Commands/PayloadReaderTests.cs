using XentStream.Commands;

namespace XentStream.Tests.Commands;

public sealed class PayloadReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("xentstream-payloads-");
    private readonly PayloadReader reader = new();

    [Fact]
    public void Read_OneFileAfterTheOther_GivesEachItsOwnBytes()
    {
        foreach (var length in (int[])[5, 0, 200_000, 1, 64 * 1024, 199_999, 3])
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var file = Path.Combine(folder.FullName, $"{length}");
            File.WriteAllBytes(file, bytes);

            Assert.Equal(bytes, reader.Read(file).Payload!.Value.ToArray());
        }
    }

    [Fact]
    public void Read_WhatDoesNotTellItsLength_GivesAllOfIt()
    {
        const string Symbols = "/proc/kallsyms";
        Assert.SkipUnless(File.Exists(Symbols), "There is no file here whose length is not told.");
        var expected = File.ReadAllBytes(Symbols);
        Assert.SkipUnless(expected.Length > 0 && new FileInfo(Symbols).Length == 0, "There is no file here whose length is not told.");

        Assert.Equal(expected, reader.Read(Symbols).Payload!.Value.ToArray());
    }

    [Fact]
    public void Read_NoFile_SaysSoAndTheNextIsRead()
    {
        var file = Path.Combine(folder.FullName, "one");
        File.WriteAllBytes(file, [1, 2, 3]);

        Assert.All([Path.Combine(folder.FullName, "none"), folder.FullName, ""], name => Assert.Equal((null, $"There is no readable file `{name}`. Name payload files, or - for standard input."), reader.Read(name)));
        Assert.Equal([1, 2, 3], reader.Read(file).Payload!.Value.ToArray());
    }

    [Fact]
    public void Read_AFileThatIsTooLong_SaysSo()
    {
        var file = Path.Combine(folder.FullName, "long");
        using (var sparse = File.Create(file))
        {
            sparse.SetLength(3L << 30);
        }

        Assert.Equal((null, $"The file `{file}` cannot be read: The file is longer than a payload can be. Name payload files that can be, or - for standard input."), reader.Read(file));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
