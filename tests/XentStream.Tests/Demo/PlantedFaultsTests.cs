using XentStream.Demo;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Tests.Demo;

public sealed class PlantedFaultsTests
{
    private static readonly List<DemoRecord> Planted = [.. PlantedFaults.Of(DigitData.Read("v1").First())];

    // The codes from record-id-missing on are of labels on a topic of their own, which the demo sends whole.
    [Fact]
    public void Planted_IsEveryCodeButThoseOfABugOfAContractAndOfAJoin() =>
        Assert.Equal(FaultCodes.All.Where(code => code is not (FaultCode.WorkerCrash or FaultCode.IgnoreIndexCollides) && code < FaultCode.RecordIdMissing), Planted.Select(record => record.Planted!.Value).Distinct().Order());

    [Fact]
    public void Planted_WhenEvaluated_IsFoundUnderItsCode()
    {
        var settings = DemoSettings.For("localhost:1", port: 0, recordsPerCommit: 1);
        var evaluator = new BatchEvaluator(settings.ContractOf, TimeProvider.System);
        Assert.All(Planted, record =>
        {
            var evaluation = evaluator.Evaluate(record.Value, record.Value is null, record.ReadHeaders(), settings.Encoding);
            Assert.Equal(record.Planted, Assert.Single(evaluation.Faults).Code);
        });
    }

    [Fact]
    public void Sentences_OfAllPlanted_AreShort()
    {
        var settings = DemoSettings.For("localhost:1", port: 0, recordsPerCommit: 1);
        var evaluator = new BatchEvaluator(settings.ContractOf, TimeProvider.System);
        var faults = Planted.SelectMany(record => evaluator.Evaluate(record.Value, record.Value is null, record.ReadHeaders(), settings.Encoding).Faults);
        Assert.All(faults.SelectMany(fault => new[] { fault.Wrong, fault.Cause, fault.Fix }), sentence => Assert.InRange(sentence.Length, 10, 200));
    }
}
