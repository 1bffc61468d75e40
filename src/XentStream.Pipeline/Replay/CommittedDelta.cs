using System.Text.Json;
using XentStream.Pipeline.Committing;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Replay;

/// <summary>A delta as it is read back from the results topic.</summary>
internal sealed record CommittedDelta(DeltaKey Key, TimeSpan Window, WindowFigures Figures, string? Contract, string Kernel)
{
    /// <summary>What it stands for; two ranges where labels come on a topic of their own.</summary>
    public required IReadOnlyList<(PartitionId Partition, long From, long To)> Sources { get; init; }

    /// <summary>The digest of the settings by which labels were joined, or null where batches carry them.</summary>
    public string? Join { get; init; }

    /// <summary>Reads a delta.</summary>
    /// <returns>Null where the record is none.</returns>
    public static CommittedDelta? Parse(byte[]? value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            var root = document.RootElement;
            var window = root.GetProperty("window");
            var key = new DeltaKey(root.GetProperty("model").GetString()!, root.GetProperty("version").GetString()!, window.GetProperty("start").GetDateTimeOffset());
            return new CommittedDelta(
                key,
                TimeSpan.FromSeconds(window.GetProperty("seconds").GetDouble()),
                ParseFigures(root),
                root.GetProperty("contract").GetString(),
                root.GetProperty("kernel").GetString()!)
            {
                Sources = [.. root.GetProperty("sources").EnumerateArray().Select(ParseSource)],
                Join = root.TryGetProperty("join", out var join) ? join.GetProperty("settings").GetString() : null,
            };
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException or IndexOutOfRangeException or ArgumentNullException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether it stands for records of a topic.</summary>
    public bool IsOf(string topic) => Sources[0].Partition.Topic == topic;

    /// <summary>Whether it stands for some of these offsets.</summary>
    public bool Touches(OffsetRanges ranges) => Sources.Any(source => ranges.Touch(source.Partition, source.From, source.To));

    private static (PartitionId Partition, long From, long To) ParseSource(JsonElement source) =>
        (new PartitionId(source.GetProperty("topic").GetString()!, source.GetProperty("partition").GetInt32()), source.GetProperty("from").GetInt64(), source.GetProperty("to").GetInt64());

    private static WindowFigures ParseFigures(JsonElement root)
    {
        var (records, figures) = (root.GetProperty("records"), new WindowFigures());
        figures.Count(records.GetProperty("scored").GetInt64(), records.GetProperty("warned").GetInt64(), records.GetProperty("rejected").GetInt64());
        figures.Totals.Add(Totals.TryParse(root.GetProperty("totals").GetBytesFromBase64(), out var totals) ? totals : throw new InvalidDataException());
        if (root.TryGetProperty("join", out var join))
        {
            figures.Join.Add(JoinJson.Read(join));
        }

        return figures;
    }
}
