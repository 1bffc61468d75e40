using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.CrossEntropy;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class FalseAlarmTests
{
    // How many batches: XENTSTREAM_CLEAN_BATCHES=100000 asks for more than the suite does.
    internal static readonly int Batches = int.TryParse(Environment.GetEnvironmentVariable("XENTSTREAM_CLEAN_BATCHES"), out var batches) ? batches : 2000;

    [Fact]
    public void Score_CleanBatch_IsNeverWarnedOfOrRejected() => CleanBatch.Random.Sample(
        clean =>
        {
            var batch = new TensorBatch { Scores = clean.Batch.Scores.View, ScoreKind = clean.Kind, Labels = clean.Batch.Labels.View };
            var faults = new BatchScorer().Score(batch, clean.Contract);
            Assert.DoesNotContain(faults, fault => fault.Severity != Severity.Info && fault.Code != FaultCode.InfiniteLoss);
        },
        iter: Batches);

    [Theory]
    [InlineData("digits-v1")]
    [InlineData("digits-v2")]
    [InlineData("digits-v3")]
    public void Score_RealClassifier_HasNoFault(string model)
    {
        var batch = SafetensorsFile.Read($"digits/{model}.safetensors");

        Assert.Empty(new BatchScorer().Score(batch.View, new Contract { Classes = 10 }));
    }

    [Fact]
    public void Score_ReferenceCaseOfPyTorch_HasNoFaultBesideThatNothingIsScored() => Assert.All(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "torch", "cases.jsonl")).Select(TorchCase.Parse).Where(one => one.Mean is not null),
        one => Assert.DoesNotContain(
            new BatchScorer().Score(SafetensorsFile.Read($"torch/{one.Id}.safetensors").View, one.Contract), fault => fault.Severity != Severity.Info));
}
