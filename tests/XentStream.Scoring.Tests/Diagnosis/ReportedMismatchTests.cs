using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class ReportedMismatchTests
{
    private static readonly Dictionary<string, DiagnosisCase> Cases = DiagnosisCase.ReadAll("mismatches.jsonl").ToDictionary(one => one.Id);

    public static TheoryData<string> Ids => [.. Cases.Keys];

    // Each is a payload true to a report, with the codes that its plain reading allows; what the batch cannot show is only to be scored or warned of.
    [Theory]
    [MemberData(nameof(Ids))]
    public void Score_ReportedMismatch_IsNamed(string id)
    {
        var one = Cases[id];

        var faults = one.Diagnose(new BatchScorer());

        Assert.Contains(DiagnosisCase.StatusOf(faults), one.Statuses);
        if (one.IsVisible && one.Codes.Length > 0)
        {
            var named = DiagnosisCase.StatusOf(faults) == "scored" ? faults.Where(fault => one.Codes.Contains(fault.Code.Name)) : faults.Take(1);
            Assert.Contains(Assert.Single(named).Code.Name, one.Codes);
        }
    }

    [Fact]
    public void Sentences_OfAllCases_AreShortAndWhole()
    {
        var scorer = new BatchScorer();
        var faults = Cases.Values.Concat(DiagnosisCase.ReadAll("generated.jsonl")).SelectMany(one => one.Diagnose(scorer)).ToList();

        Assert.InRange(faults.Select(fault => fault.Code).Distinct().Count(), 35, FaultCodes.All.Length);
        Assert.All(faults.SelectMany(fault => new[] { fault.Wrong, fault.Cause, fault.Fix }), sentence =>
        {
            Assert.InRange(sentence.Length, 10, 199);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        });
        Assert.All(faults, fault => Assert.True(fault.Certainty == Certainty.Ambiguous || fault.Alternatives.Length <= 1));
        Assert.All(faults, fault => Assert.True(fault.Severity switch { Severity.Warn => fault.Code.CanWarn, Severity.Reject => fault.Code.CanReject, _ => !fault.Code.CanReject || fault.Code == FaultCode.ScoredCountWrong }));
    }
}
