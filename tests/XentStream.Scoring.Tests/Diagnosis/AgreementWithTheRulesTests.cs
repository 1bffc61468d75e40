using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class AgreementWithTheRulesTests
{
    // Random batches, clean and broken in every way that the rules name, with the verdicts of a slow and plain reading of the rules in another language.
    // XENTSTREAM_GENERATED names a file of more of them; Data/diagnosis/generate.py makes one.
    [Fact]
    public void Score_GeneratedBatch_HasTheStatusAndTheNameOfThePlainReading()
    {
        var scorer = new BatchScorer();

        Assert.All(DiagnosisCase.ReadAll(Environment.GetEnvironmentVariable("XENTSTREAM_GENERATED") ?? "generated.jsonl"), one =>
        {
            var faults = one.Diagnose(scorer);
            var status = DiagnosisCase.StatusOf(faults);
            Assert.Equal((one.Id, one.Statuses[0], one.Codes.FirstOrDefault()), (one.Id, status, status == "scored" ? null : faults[0].Code.Name));
        });
    }
}
