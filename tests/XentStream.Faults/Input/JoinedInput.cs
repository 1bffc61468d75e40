using System.Text;
using Confluent.Kafka;
using XentStream.Demo;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Configuration;
using XentStream.Scoring.Faults;

namespace XentStream.Faults.Input;

/// <summary>
/// The input of two topics that are joined, drawn from a seed: predictions without labels, some of them by two versions, and their labels, which come late, early, twice, otherwise, for rows
/// that do not exist, withdrawn, for nobody, and never; with clocks that lag behind and one in some hundreds that is far ahead.
/// </summary>
internal sealed class JoinedInput(FaultRunOptions options)
{
    private const int Rows = 4;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    // Not the plan's own numbers: a plan that draws one more must not change the input.
    private readonly Random random = new(~options.Seed);
    private readonly PriorityQueue<SeededRecord, (DateTimeOffset At, long Number)> due = new();
    private readonly List<List<DigitBatch>> batches = [.. DigitData.Versions.Select(version => DigitData.Read(version).SelectMany(batch => batch.Split(Rows)).ToList())];
    private long drawn;

    /// <summary>All records of both topics in the order in which they are sent.</summary>
    public IEnumerable<SeededRecord> Draw()
    {
        var number = 0;
        for (var sent = 0L; sent < options.Records; sent++)
        {
            // Labels are early by a second at most.
            while (due.Count == 0 || (due.TryPeek(out _, out var first) && first.At > Begin + ((number - 100) * Step)))
            {
                DrawRequest(number, Begin + (number * Step));
                number++;
            }

            yield return due.Dequeue();
        }
    }

    private void DrawRequest(int number, DateTimeOffset at)
    {
        // An id can come again soon, in its own partition.
        var id = random.Next(40) == 0 ? Math.Max(0, number - (options.Partitions * random.Next(1, 400))) : number;
        var place = random.Next(batches[0].Count);
        for (var version = 0; version < (random.Next(3) == 0 ? 2 : 1); version++)
        {
            AddPrediction(id, at, batches[version][place]);
        }

        for (var copies = random.Next(12) == 0 ? 0 : random.Next(6) == 0 ? 3 : 1; copies > 0; copies--)
        {
            var late = TimeSpan.FromSeconds((random.NextDouble() * 23) - 0.9);
            AddLabel(id, at + late, batches[0][place]);
        }
    }

    private void AddPrediction(int id, DateTimeOffset at, DigitBatch batch)
    {
        var good = DemoPayload.WithoutLabels(batch).ToArray();
        var (value, key, code) = random.Next(100) switch
        {
            0 => ([0x80, 0x04, 0x95, .. batch.Logits], KeyOf(id), FaultCode.PicklePayload),
            1 => (DemoPayload.Named(DigitBatch.Model, batch.Version).Add("logits", "F32", [batch.Rows, 9], batch.Logits.AsSpan(0, batch.Rows * 9 * sizeof(float))).ToArray(), KeyOf(id), FaultCode.ClassCountMismatch),
            2 => (good, null, FaultCode.RecordIdMissing),
            3 => (null, KeyOf(id), FaultCode.PayloadMissing),
            _ => ((byte[]?)good, KeyOf(id), (FaultCode?)null),
        };
        Enqueue(isLabel: false, id, at, key, value, code is { } planted ? PlantedHeader.ToReject(planted) : null, "application/x-safetensors");
    }

    private void AddLabel(int id, DateTimeOffset at, DigitBatch batch)
    {
        var whose = random.Next(40) == 0 ? $"nobody-{id}" : $"request-{id}";
        var labels = Enumerable.Range(0, batch.Rows).Select(row => random.Next(25) == 0 ? -100 : random.Next(8) == 0 ? random.Next(DigitBatch.Classes) : batch.LabelOf(row)).ToList();
        switch (random.Next(100))
        {
            case 0:
                Enqueue(id, at, whose, "{\"labels\": [1, ", PlantedHeader.ToReject(FaultCode.HeaderMalformed));
                break;
            case 1:
                Enqueue(id, at, whose, Json([1, 1], [0, 0]), PlantedHeader.ToReject(FaultCode.LabelRowRepeated));
                break;
            case 2:
                Enqueue(id, at, key: null, Json(labels), PlantedHeader.ToReject(FaultCode.RecordIdMissing));
                break;
            case < 6:
                Enqueue(id, at, whose, json: null, options.Corrections == Corrections.First ? PlantedHeader.ToReject(FaultCode.PayloadMissing) : null);
                break;
            case < 12:
                Enqueue(id, at, whose, OfMisfit(random.Next(3), labels), planted: null);
                break;
            case < 14:
                Enqueue(id, at, whose, "", planted: null, isHeartbeat: true);
                break;
            case < 50:
                var row = random.Next(batch.Rows);
                Enqueue(id, at, whose, Json([labels[row]], [row]), planted: null);
                break;
            default:
                Enqueue(id, at, whose, Json(labels), planted: null);
                break;
        }
    }

    // For a row that no prediction has, one too many, or of a class that does not exist.
    private static string OfMisfit(int kind, List<long> labels) => kind == 0 ? Json([labels[0]], [Rows + 5]) : kind == 1 ? Json([.. labels, 1]) : Json([.. labels.Skip(1), 1077]);

    private static string Json(IEnumerable<long> labels, IEnumerable<int>? rows = null) =>
        $"{{\"labels\": [{string.Join(", ", labels)}]{(rows is null ? "" : $", \"rows\": [{string.Join(", ", rows)}]")}}}";

    private static byte[] KeyOf(int id) => Encoding.UTF8.GetBytes($"request-{id}");

    private void Enqueue(int id, DateTimeOffset at, string? key, string? json, string? planted, bool isHeartbeat = false) => Enqueue(
        isLabel: true, id, at, key is null ? null : Encoding.UTF8.GetBytes(key), json is null or "" ? null : Encoding.UTF8.GetBytes(json), planted, "application/json", isHeartbeat);

    private void Enqueue(bool isLabel, int id, DateTimeOffset at, byte[]? key, byte[]? value, string? planted, string type, bool isHeartbeat = false)
    {
        var headers = new Headers { { RecordHeaders.ContentTypeName, Encoding.UTF8.GetBytes(type) } };
        if (planted is not null)
        {
            PlantedHeader.Add(headers, planted);
        }

        if (isHeartbeat)
        {
            headers.Add(RecordHeaders.HeartbeatName, null);
        }

        // Sent when it is due, with what its producer's clock says.
        var clock = random.Next(800) == 0 ? TimeSpan.FromHours(1) : random.Next(80) == 0 ? -random.Next(8000) * TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;
        var message = new Message<byte[], byte[]?> { Key = key!, Value = value, Headers = headers, Timestamp = new Timestamp(at + clock) };
        due.Enqueue(new SeededRecord(id % options.Partitions, message) { IsLabel = isLabel }, (at, drawn++));
    }
}
