using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>Compares how many faults the last state of each incident counts. Which was the first and the last depends on the order in which two topics are read.</summary>
internal sealed class JoinedIncidentCheck(JoinExpectation expected, Violations violations)
{
    private readonly Dictionary<string, long> counts = [];

    /// <summary>How many incidents there are.</summary>
    public int Incidents => counts.Count;

    /// <summary>Takes a record of the incidents topic in; those of a key come in order.</summary>
    public void Take(ConsumeResult<byte[]?, byte[]?> record)
    {
        using var document = JsonDocument.Parse(record.Message.Value);
        counts[Encoding.UTF8.GetString(record.Message.Key!)] = document.RootElement.GetProperty("data").GetProperty("count").GetInt64();
    }

    /// <summary>Compares, when all are taken in.</summary>
    public void Finish()
    {
        foreach (var key in expected.Incidents.Keys.Union(counts.Keys).Order(StringComparer.Ordinal))
        {
            var (wanted, found) = (expected.Incidents.GetValueOrDefault(key), counts.GetValueOrDefault(key));
            if (wanted != found)
            {
                violations.Add("incident", $"{key}: {wanted} faults are right, and it counts {found}.");
            }
        }
    }
}
