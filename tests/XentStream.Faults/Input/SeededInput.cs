using System.Text;
using Confluent.Kafka;
using XentStream.Demo;

namespace XentStream.Faults.Input;

/// <summary>The input, drawn from a seed: small batches of real predictions in all encodings, about one in twenty broken in one of all known ways.</summary>
internal sealed class SeededInput(FaultRunOptions options)
{
    private const int BrokenEvery = 20;
    private const int Rows = 4;
    private const int Windows = 8;
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private readonly TimeSpan betweenRecords = TimeSpan.FromMinutes(Windows) / options.Records;
    private readonly List<DemoRecord> good = [.. DigitData.Versions.SelectMany(DigitData.Read).SelectMany(batch => batch.Split(Rows)).Select((batch, i) => DemoEncodings.All[i % DemoEncodings.All.Count](batch))];
    private readonly List<DemoRecord> broken = [.. PlantedFaults.Of(DigitData.Read("v1").First())];

    /// <summary>All records in the order in which they are sent.</summary>
    public IEnumerable<SeededRecord> Draw()
    {
        // Not the plan's own numbers: a plan that draws one more must not change the input.
        var random = new Random(~options.Seed);
        for (var number = 0L; number < options.Records; number++)
        {
            var records = random.Next(BrokenEvery) == 0 ? broken : good;
            yield return new SeededRecord(random.Next(options.Partitions), MessageOf(number, records[random.Next(records.Count)]));
        }
    }

    private Message<byte[], byte[]?> MessageOf(long number, DemoRecord record)
    {
        var headers = new Headers { { "nothing", null } };
        foreach (var (name, value) in record.Headers)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        PlantedHeader.Add(headers, record);
        return new Message<byte[], byte[]?> { Key = BitConverter.GetBytes(number), Value = record.Value, Headers = headers, Timestamp = new Timestamp(Begin + (number * betweenRecords)) };
    }
}
