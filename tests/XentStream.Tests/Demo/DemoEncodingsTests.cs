using XentStream.Demo;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Evaluating;

namespace XentStream.Tests.Demo;

public sealed class DemoEncodingsTests
{
    private static readonly DigitBatch Batch = DigitData.Read("v2").First();

    // The same logits and labels, however they are written: to the last bit.
    [Fact]
    public void Batch_InAnyEncoding_HasTheSameTotals()
    {
        var settings = DemoSettings.For("localhost:1", port: 0, recordsPerCommit: 1);
        var evaluator = new BatchEvaluator(settings.ContractOf, TimeProvider.System);

        var results = DemoEncodings.All.Select(write => write(Batch)).Select(record =>
        {
            var evaluation = evaluator.Evaluate(record.Value, isMissing: false, record.ReadHeaders(), settings.Encoding);
            Assert.Empty(evaluation.Faults);
            return (evaluation.Encoding, evaluation.Model, evaluation.Version, Totals: Convert.ToBase64String(evaluation.Totals.ToCanonicalBytes()));
        }).ToList();

        Assert.Equal(("digits", "v2"), (results[0].Model, results[0].Version));
        Assert.Single(results.Select(result => (result.Model, result.Version, result.Totals)).Distinct());
        Assert.Equal(Enum.GetValues<PayloadEncoding>(), results.Select(result => result.Encoding!.Value).Distinct().Order());
    }
}
