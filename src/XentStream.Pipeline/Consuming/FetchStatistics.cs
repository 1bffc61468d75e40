using System.Globalization;
using System.Text.Json;
using XentStream.Pipeline.Recording;

namespace XentStream.Pipeline.Consuming;

/// <summary>What the client knows about its fetching, from its own statistics, which cost no request.</summary>
/// <param name="IsConnected">Whether any broker is connected.</param>
/// <param name="Partitions">Each partition.</param>
internal sealed record FetchStatistics(bool IsConnected, IReadOnlyList<FetchedPartition> Partitions)
{
    /// <summary>Reads the statistics.</summary>
    /// <param name="statistics">JSON, as librdkafka's STATISTICS.md describes it.</param>
    public static FetchStatistics Parse(string statistics)
    {
        using var document = JsonDocument.Parse(statistics);
        var partitions = new List<FetchedPartition>();
        foreach (var topic in document.RootElement.GetProperty("topics").EnumerateObject())
        {
            foreach (var partition in topic.Value.GetProperty("partitions").EnumerateObject())
            {
                if (int.TryParse(partition.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    partitions.Add(new FetchedPartition(
                        new PartitionId(topic.Name, number), Number(partition.Value, "ls_offset"), Number(partition.Value, "next_offset"), Number(partition.Value, "fetchq_cnt")));
                }
            }
        }

        return new FetchStatistics(document.RootElement.GetProperty("brokers").EnumerateObject().Any(broker => broker.Value.GetProperty("state").GetString() == "UP"), partitions);
    }

    private static long Number(JsonElement partition, string name) => partition.TryGetProperty(name, out var number) ? number.GetInt64() : -1;
}
