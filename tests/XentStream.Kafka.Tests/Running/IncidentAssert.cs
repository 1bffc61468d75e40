using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Kafka.Tests.Running;

/// <summary>What the incidents topic has to hold: for each code, model, version and partition one incident, with as many faults as there are, through all kills.</summary>
internal static class IncidentAssert
{
    public static void CountExactly(IEnumerable<InputRecord> records, WorkerSettings settings, List<ConsumeResult<byte[]?, byte[]?>> incidents)
    {
        // The last record of a key is the incident's state.
        var states = incidents.GroupBy(record => Encoding.UTF8.GetString(record.Message.Key!)).ToDictionary(
            group => group.Key,
            group => JsonDocument.Parse(group.MaxBy(record => record.Offset.Value)!.Message.Value).RootElement.GetProperty("data"));

        var expected = Expect(records, settings).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, states.Select(state => Line(state.Key, state.Value)).Order(StringComparer.Ordinal));
    }

    private static string Line(string key, JsonElement data) =>
        $"{key}: {data.GetProperty("count")} from {data.GetProperty("first").GetProperty("offset")} to {data.GetProperty("last").GetProperty("offset")}, {data.GetProperty("status")}";

    private static IEnumerable<string> Expect(IEnumerable<InputRecord> records, WorkerSettings settings)
    {
        var evaluator = new BatchEvaluator(settings.ContractOf, TimeProvider.System);
        return records
            .Select(record => (record.Place, Evaluation: evaluator.Evaluate(record.Message.Value, record.Message.Value is null, Sums.Read(record.Message.Headers), settings.Encoding)))
            .Where(record => record.Evaluation.Status != BatchStatus.Scored)
            .Select(record => (
                Key: $"{record.Evaluation.Faults[0].Code.Name}/{record.Evaluation.Model}/{record.Evaluation.Version}/{record.Place.Topic}/{record.Place.Partition.Value}",
                Offset: record.Place.Offset.Value))
            .GroupBy(record => record.Key)
            .Select(group => $"{group.Key}: {group.Count()} from {group.Min(record => record.Offset)} to {group.Max(record => record.Offset)}, open");
    }
}
