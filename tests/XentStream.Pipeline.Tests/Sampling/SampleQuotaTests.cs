using CsCheck;
using XentStream.Pipeline.Sampling;

namespace XentStream.Pipeline.Tests.Sampling;

public sealed class SampleQuotaTests
{
    [Fact]
    public void Quotas_TakeWhatIsThereAndAreEven() => Gen.Select(Gen.Int[1, 1000], Gen.Long[0, 500].List[1, 30]).Sample((records, available) =>
    {
        var quotas = SampleQuota.Divide(records, available);

        Assert.Equal(Math.Min(records, available.Sum()), quotas.Sum());
        Assert.All(quotas.Index(), quota => Assert.InRange(quota.Item, 0, available[quota.Index]));
        Assert.All(quotas.Index(), quota => Assert.True(quota.Item == available[quota.Index] || quota.Item >= quotas.Max() - 1));
    });

    [Fact]
    public void Quotas_OfAShortPartition_GoToTheOthers() => Assert.Equal([3, 49, 48], SampleQuota.Divide(100, [3, 1000, 2000]));
}
