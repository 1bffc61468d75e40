using System.Text.Json;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Replay;

/// <summary>A delta as it is read back from the results topic.</summary>
internal sealed record CommittedDelta(DeltaKey Key, TimeSpan Window, PartitionId Source, long From, long To, WindowFigures Figures, string? Contract, string Kernel)
{
    /// <summary>Reads a delta.</summary>
    /// <returns>Null where the record is none.</returns>
    public static CommittedDelta? Parse(byte[]? value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            var root = document.RootElement;
            var window = root.GetProperty("window");
            var source = root.GetProperty("sources")[0];
            var key = new DeltaKey(root.GetProperty("model").GetString()!, root.GetProperty("version").GetString()!, window.GetProperty("start").GetDateTimeOffset());
            return new CommittedDelta(
                key,
                TimeSpan.FromSeconds(window.GetProperty("seconds").GetDouble()),
                new PartitionId(source.GetProperty("topic").GetString()!, source.GetProperty("partition").GetInt32()),
                source.GetProperty("from").GetInt64(),
                source.GetProperty("to").GetInt64(),
                ParseFigures(root),
                root.GetProperty("contract").GetString(),
                root.GetProperty("kernel").GetString()!);
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException or IndexOutOfRangeException or ArgumentNullException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether it stands for records of a topic.</summary>
    public bool IsOf(string topic) => Source.Topic == topic;

    /// <summary>Whether it stands for some of these offsets.</summary>
    public bool Touches(OffsetRanges ranges) => ranges.Touch(Source, From, To);

    private static WindowFigures ParseFigures(JsonElement root)
    {
        var (records, figures) = (root.GetProperty("records"), new WindowFigures());
        figures.Count(records.GetProperty("scored").GetInt64(), records.GetProperty("warned").GetInt64(), records.GetProperty("rejected").GetInt64());
        figures.Totals.Add(Totals.TryParse(root.GetProperty("totals").GetBytesFromBase64(), out var totals) ? totals : throw new InvalidDataException());
        return figures;
    }
}
