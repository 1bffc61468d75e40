using XentStream.Demo;
using XentStream.Pipeline.Publishing;
using XentStream.Scoring.Faults;
using XentStream.Telemetry;

namespace XentStream.Tests.Telemetry;

public sealed class SeriesBudgetTests
{
    private readonly SeriesBudget budget = new(DemoSettings.For("b:1", port: 0, recordsPerCommit: 1) with { MaxModels = 500 });

    [Theory]
    [InlineData(InstrumentNames.CalibrationRows, 501 * 15)]
    [InlineData(InstrumentNames.Correct, 501 * 16)]
    [InlineData(InstrumentNames.Rows, 501 * 4)]
    [InlineData(InstrumentNames.JoinPredictions, 501 * 7)]
    [InlineData(InstrumentNames.JoinMatches, 501 * 5)]
    public void Limit_HoldsEverySeriesOfEveryModelAndTheRest(string instrument, int series) => Assert.InRange(budget.Of(instrument), series, series + 2);

    [Fact]
    public void Limit_OfRejections_HoldsEveryReason() => Assert.True(budget.Of(InstrumentNames.BatchesRejected) >= 501 * FaultCodes.All.Count(code => code.CanReject));

    [Fact]
    public void Limit_OfWhatIsNotByModel_IsThatOfTheSdk() => Assert.Equal(2000, budget.Of(InstrumentNames.PartitionLag));
}
