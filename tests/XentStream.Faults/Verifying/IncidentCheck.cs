using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace XentStream.Faults.Verifying;

/// <summary>Compares the last state of each incident with what it has to be.</summary>
internal sealed class IncidentCheck(Expectation expected, Violations violations)
{
    // What a worker tells of itself and not of records: that it could read nothing for a minute, or that a broker knew of no topic, is true where faults last.
    private static readonly string[] OfTheWorker = ["partition-stalled/", "topic-missing/"];

    private readonly Dictionary<string, byte[]?> states = [];

    /// <summary>How many incidents there are.</summary>
    public int Incidents => states.Count;

    /// <summary>Takes a record of the incidents topic in; those of a key come in order.</summary>
    public void Take(ConsumeResult<byte[]?, byte[]?> record) => states[Encoding.UTF8.GetString(record.Message.Key!)] = record.Message.Value;

    /// <summary>Compares, when all are taken in.</summary>
    public void Finish()
    {
        foreach (var key in expected.Incidents.Keys.Union(states.Keys).Where(key => !Array.Exists(OfTheWorker, code => key.StartsWith(code, StringComparison.Ordinal))).Order(StringComparer.Ordinal))
        {
            var wanted = expected.Incidents.TryGetValue(key, out var incident) ? incident.ToString() : "none";
            var found = states.TryGetValue(key, out var state) ? Describe(state) : "none";
            if (wanted != found)
            {
                violations.Add("incident", $"{key}: {wanted} is right, and it says {found}.");
            }
        }
    }

    private static string Describe(byte[]? state)
    {
        using var document = JsonDocument.Parse(state);
        var data = document.RootElement.GetProperty("data");
        return $"{data.GetProperty("count")} faults from {data.GetProperty("first").GetProperty("offset")} to {data.GetProperty("last").GetProperty("offset")}, {data.GetProperty("status")}";
    }
}
