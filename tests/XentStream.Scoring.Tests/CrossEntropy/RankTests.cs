using XentStream.Scoring.Contracts;

namespace XentStream.Scoring.Tests.CrossEntropy;

public sealed class RankTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 0)]
    [InlineData(2, 4)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 5)]
    public void Score_TiedScores_RanksTheLowerIndexFirst(int label, int rank)
    {
        var totals = OwnedBatch.OfRow([2, 9, 2, 5, 5, -7], label).Score(new Contract { TopK = [1, 2, 3, 4, 5, 6] });

        Assert.Equal(rank, totals.TopK.Count(hits => hits.Hits == 0));
    }

    [Fact]
    public void Score_TiedMaximum_IsAHitForTheLowestIndexOnly()
    {
        Assert.Equal(1, OwnedBatch.OfRow([1, 8, 8], 1).Score().Accuracy);
        Assert.Equal(0, OwnedBatch.OfRow([1, 8, 8], 2).Score().Accuracy);
        Assert.Equal(1, OwnedBatch.OfRow([0.0, -0.0], 0).Score().Accuracy);
        Assert.Equal(0, OwnedBatch.OfRow([-0.0, 0.0], 1).Score().Accuracy);
    }

    [Fact]
    public void Score_KBeyondTheClasses_IsAlwaysAHit() => Assert.Equal(1, OwnedBatch.OfRow([1, 0], 1).Score(new Contract { TopK = [5] }).TopK[0].Accuracy);
}
