using XentStream.Encodings.Selection;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Tests.Evaluating;

public sealed class ModelEvidenceTests
{
    private readonly ModelEvidence evidence = new();

    [Fact]
    public void Of_TheSameVersion_IsTheSameEvidence()
    {
        var first = evidence.Of("digits", "v1");

        Assert.NotSame(first, evidence.Of("digits", "v2"));
        Assert.NotSame(first, evidence.Of("other", "v1"));
        Assert.Same(first, evidence.Of("digits", new string("v1")));
    }

    [Fact]
    public void Of_MoreVersionsThanAreWatched_MakesRoomByTheOneLongestUnseen()
    {
        var all = Enumerable.Range(0, ModelEvidence.MaxVersions).Select(version => evidence.Of("digits", $"v{version}")).ToArray();
        Assert.Same(all[0], evidence.Of("digits", "v0"));

        Assert.Same(all[1], evidence.Of("digits", "new"));

        Assert.Same(all[0], evidence.Of("digits", "v0"));
        Assert.Same(all[2], evidence.Of("digits", "v1"));
    }

    [Fact]
    public void Clear_OfWhatStands_LeavesNothing()
    {
        var evaluator = new BatchEvaluator(_ => new Contract(), TimeProvider.System, evidence: evidence);
        var permuted = Payloads.FourClasses(64, one => (one + 1) % 4);
        Evaluation Evaluate() => evaluator.Evaluate(permuted, isMissing: false, default, PayloadEncoding.Safetensors);
        for (var i = 1; i < 256; i++)
        {
            Assert.Empty(Evaluate().StreamFaults);
        }

        Assert.Equal(FaultCode.LabelMapPermuted, Assert.Single(Evaluate().StreamFaults).Code);
        Assert.Equal(BatchStatus.Scored, Evaluate().Status);

        evidence.Clear();

        Assert.Empty(Evaluate().StreamFaults);
    }
}
