using CsCheck;
using XentStream.Scoring.Diagnosis.Evidence;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class NameCountsTests
{
    // More pairs than there is room for at first.
    private static readonly Gen<(int Label, int Predicted)[]> Rows = Gen.Select(Gen.Int[0, NameCounts.MostClasses - 1], Gen.Int[0, 40]).Array[0, 300];

    [Fact]
    public void Of_AnyRowsBeforeAndSince_IsWhatAPlainCountGives() => Gen.Select(Rows, Rows, Rows).Sample((first, second, since) =>
    {
        var counts = new NameCounts();
        counts.Begin(NameCounts.MostClasses);
        foreach (var rows in (ReadOnlySpan<(int, int)[]>)[first, second])
        {
            Array.ForEach(rows, row => counts.Add(row.Item1, row.Item2));
            counts.Turn();
        }

        Array.ForEach(since, row => counts.Add(row.Label, row.Predicted));

        (int Label, int Predicted)[] before = [.. first, .. second];
        Assert.All(before.Concat(since), row =>
        {
            Assert.Equal((before.Count(one => one == row), since.Count(one => one == row)), counts.Of(row.Label, row.Predicted));
            Assert.Equal((before.Count(one => one.Label == row.Label), since.Count(one => one.Label == row.Label)), counts.Of(row.Label));
        });
        Assert.Equal(before.Concat(since).Distinct().Count(), counts.Pairs.ToArray().Count(pair => !pair.IsEmpty));
        Assert.Equal((0, 0), counts.Of(7, 77));
    }, iter: 50);

    [Fact]
    public void Begin_AfterRows_ForgetsThem()
    {
        var counts = new NameCounts();
        counts.Begin(3);
        counts.Add(2, 1);

        counts.Begin(3);

        Assert.Equal((0, 0), counts.Of(2, 1));
        Assert.Equal((0, 0), counts.Of(2));
    }
}
