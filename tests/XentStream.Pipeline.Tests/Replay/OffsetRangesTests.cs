using CsCheck;
using XentStream.Pipeline.Recording;
using XentStream.Pipeline.Replay;

namespace XentStream.Pipeline.Tests.Replay;

public sealed class OffsetRangesTests
{
    private static readonly PartitionId First = new("predictions", 0);

    private static readonly Gen<(int From, int To)[]> Ranges = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 10]).Select((from, length) => (from, from + length)).Array[0, 8];

    [Fact]
    public void Except_OfAnyRanges_IsTheDifferenceOfTheSetsOfOffsets() => Gen.Select(Ranges, Ranges).Sample((here, there) =>
        Assert.Equal(Set(here).Except(Set(there)).Order(), Make(here).Except(Make(there)).SelectMany(range => Offsets(range.From, range.To))));

    [Fact]
    public void All_OfAnyRanges_AreTheSetWithoutNeighbours() => Ranges.Sample(ranges =>
    {
        var all = Make(ranges).All.ToList();

        Assert.Equal(Set(ranges).Order(), all.SelectMany(range => Offsets(range.From, range.To)));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
    });

    [Fact]
    public void Touch_OfARange_IsWhetherTheyShareAnOffset() => Gen.Select(Ranges, Ranges).Sample((here, there) =>
        Assert.All(there, range => Assert.Equal(Set([range]).Overlaps(Set(here)), range.To > range.From && Make(here).Touch(First, range.From, range.To))));

    private static OffsetRanges Make((int From, int To)[] ranges)
    {
        var made = new OffsetRanges();
        foreach (var (from, to) in ranges)
        {
            made.Add(First, from, to);
        }

        return made;
    }

    private static HashSet<long> Set((int From, int To)[] ranges) => [.. ranges.SelectMany(range => Offsets(range.From, range.To))];

    private static IEnumerable<long> Offsets(long from, long to) => Enumerable.Range(0, (int)(to - from)).Select(offset => from + offset);
}
