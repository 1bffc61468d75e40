using XentStream.Faults.Verifying;
using XentStream.Faults.Verifying.Joining;
using XentStream.Kafka.Tests.Joining;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Tests.Joining;

namespace XentStream.Kafka.Tests.Faults;

public sealed class PlainJoinTests
{
    // Written twice: once quadratic over all records, once by id.
    [Theory]
    [InlineData(Corrections.First)]
    [InlineData(Corrections.Last)]
    public void JoinOfTheVerifier_IsTheDefinition(Corrections corrections)
    {
        var settings = JoinedSettings.For("localhost:1", "plain", corrections);
        List<JoinedInput> inputs = [new(0, 700), new(1, 700)];
        var expected = new JoinExpectation(settings, new Violations());
        inputs.ForEach(input => Join(input, settings, expected));

        Assert.Equal(JoinedLedgers.Expected(inputs, settings.Join!).ToString(), LedgerOf(expected).ToString());
    }

    private static void Join(JoinedInput input, WorkerSettings settings, JoinExpectation expected)
    {
        var isFirst = settings.Join!.Corrections == Corrections.First;
        var predictions = input.Predictions.Select(one => new ReadPrediction(one.Time, one.Id, "model", one.Version, one.Rows, one.Scores, one.IsRejected)).ToList();
        var labels = input.Labels.Select((one, offset) => new ReadLabel(offset, one.Time, one.Id, one.Rows, one.RowNumbers, one.Values, one.IsRejected || (isFirst && one.Values is null))).ToList();
        labels.ForEach(label => expected.Labels[(input.Partition, label.Offset)] = (0, 0));
        new PlainJoin(settings, input.Partition, predictions, labels, expected).Run();
    }

    private static JoinLedger LedgerOf(JoinExpectation expected)
    {
        var ledger = new JoinLedger((long)JoinedSettings.Window.TotalMilliseconds);
        foreach (var (key, sum) in expected.Sums)
        {
            var entry = ledger.Of(key.Version, key.Window.ToUnixTimeMilliseconds());
            entry.Counts.Add(sum.Books);
            entry.Totals.Add(sum.Totals);
        }

        return ledger;
    }
}
