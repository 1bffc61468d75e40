using XentStream.Demo;

namespace XentStream.Tests.Demo;

public sealed class DemoPassTests
{
    [Fact]
    public void Passes_OneAfterTheOther_PlantOneInTwentyAndAllKindsInTurn()
    {
        var kinds = DemoPass.WithEachKindOnce().Count(record => record.Planted is not null);
        List<List<DemoRecord>> passes = [.. Enumerable.Range(0, (kinds + 3) / 4).Select(DemoPass.Number)];

        Assert.All(passes, pass => Assert.Equal((93, 4), (pass.Count(record => record.Planted is null), pass.Count(record => record.Planted is not null))));
        Assert.Equal(
            DemoPass.WithEachKindOnce().Where(record => record.Planted is not null).Select(record => record.Planted).Distinct().Order(),
            passes.SelectMany(pass => pass).Where(record => record.Planted is not null).Select(record => record.Planted).Distinct().Order());
    }
}
