using CsCheck;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;
using XentStream.Pipeline.Tests.Recording;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Replay;

public sealed class WindowRunsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A record: its version, its minute, its labels, and whether a run ends behind it.
    private static readonly Gen<(int Version, int Minute, int Label, bool Ends)[]> Streams = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 4], Gen.Bool).Array[0, 40];

    [Fact]
    public void Merge_OfAnyRuns_IsTheWindowsOfOne() => Streams.Sample(stream =>
    {
        using var whole = WindowRuns.Create();
        using var parts = WindowRuns.Create();
        Write(stream, whole, isSplit: false);
        Write(stream, parts, isSplit: true);

        Assert.Equal(Lines(whole), Lines(parts));
        Assert.Equal(Lines(parts), Lines(parts));
    }, iter: 200);

    [Fact]
    public void Resume_OfAFileThatGrewBehindItsCheckpoint_GoesOnFromThere()
    {
        var path = Path.GetTempFileName();
        long length;
        using (var runs = WindowRuns.Create(path))
        {
            Write([(0, 0, 0, false), (1, 1, 4, false)], runs, isSplit: false);
            length = runs.Length;
            Write([(2, 2, 0, false)], runs, isSplit: false);
        }

        using var resumed = WindowRuns.Resume(path, length);
        Assert.Equal(2, resumed.Merge().Count());
        Write([(0, 0, 1, false)], resumed, isSplit: false);

        Assert.Equal([2L, 1L], resumed.Merge().Select(window => window.Figures.Records));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Resume_OfAFileThatWasCutOff_IsRefused(int missing)
    {
        var path = Path.GetTempFileName();
        long length;
        using (var runs = WindowRuns.Create(path))
        {
            Write([(0, 0, 0, false)], runs, isSplit: false);
            length = runs.Length;
        }

        using (var file = File.OpenWrite(path))
        {
            file.SetLength(length - missing);
        }

        Assert.Throws<InvalidDataException>(() => WindowRuns.Resume(path, length).Dispose());
    }

    [Fact]
    public void Window_WrittenAndRead_KeepsCountsWithAndWithoutReasons()
    {
        var figures = new WindowFigures();
        figures.Count(scored: 1, warned: 2, rejected: 3);
        figures.Reject(FaultCode.LabelOutOfRange, 4);
        using var runs = WindowRuns.Create();
        runs.Append([new ReplayedWindow(new DeltaKey("m", "v", DateTimeOffset.UnixEpoch), figures)]);

        var read = Assert.Single(runs.Merge()).Figures;

        Assert.Equal((1L, 2L, 7L, 4L), (read.Scored, read.Warned, read.Rejected, read.RejectedByCode[(int)FaultCode.LabelOutOfRange]));
    }

    private static void Write(IEnumerable<(int Version, int Minute, int Label, bool Ends)> stream, WindowRuns runs, bool isSplit)
    {
        var (open, consumed) = (new OpenWindows(Minute), new Consumed());
        foreach (var (version, minute, label, ends) in stream)
        {
            // The label 4 is none of three classes: a record that is rejected.
            var evaluation = consumed.Record(0, Payloads.TwoRows(labels: [0, label])).Message.Value;
            open.Find("digits", $"v{version}", DateTimeOffset.UnixEpoch + (minute * Minute)).Add(evaluation);
            if (isSplit && ends)
            {
                runs.Append(open.Ordered);
                open.Clear();
            }
        }

        runs.Append(open.Ordered);
    }

    private static List<string> Lines(WindowRuns runs) => [.. runs.Merge().Select(window =>
        $"{window.Key} {window.Figures.Scored} {window.Figures.Warned} {string.Join(' ', window.Figures.RejectedByCode.ToArray())} {Convert.ToHexString(window.Figures.Totals.ToCanonicalBytes())}")];
}
