using System.Text.Json;
using XentStream.Scoring.Totalling;

namespace XentStream.Faults.Reading;

/// <summary>A delta as any reader of the results topic sees it.</summary>
internal sealed record Delta(DeltaKey Key, SourceRange Source, RecordCounts Records, byte[] Totals)
{
    /// <summary>Reads one.</summary>
    public static Delta Parse(byte[]? value)
    {
        using var document = JsonDocument.Parse(value);
        var root = document.RootElement;
        var source = ReadSource(root);
        var records = root.GetProperty("records");
        return new Delta(
            new DeltaKey(source.Partition, root.GetProperty("model").GetString()!, root.GetProperty("version").GetString()!, root.GetProperty("window").GetProperty("start").GetDateTimeOffset()),
            source,
            new RecordCounts(records.GetProperty("scored").GetInt64(), records.GetProperty("warned").GetInt64(), records.GetProperty("rejected").GetInt64()),
            root.GetProperty("totals").GetBytesFromBase64());
    }

    /// <summary>Reads only what it stands for.</summary>
    public static IReadOnlyList<(string Topic, SourceRange Range)> ParseSources(byte[]? value)
    {
        using var document = JsonDocument.Parse(value);
        return [.. document.RootElement.GetProperty("sources").EnumerateArray().Select(source => (source.GetProperty("topic").GetString()!, ReadRange(source)))];
    }

    /// <summary>Its totals, in a form that can be added up.</summary>
    public Totals ParseTotals() => Scoring.Totalling.Totals.TryParse(Totals, out var totals) ? totals : throw new InvalidDataException($"The totals of a delta of {Key} cannot be read.");

    private static SourceRange ReadSource(JsonElement root) => ReadRange(root.GetProperty("sources")[0]);

    private static SourceRange ReadRange(JsonElement source) =>
        new SourceRange(source.GetProperty("partition").GetInt32(), source.GetProperty("from").GetInt64(), source.GetProperty("to").GetInt64());
}
