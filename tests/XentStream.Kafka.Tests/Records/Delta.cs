using System.Text.Json;
using XentStream.Scoring.Totalling;

namespace XentStream.Kafka.Tests.Records;

/// <summary>A delta as any reader of the results topic sees it.</summary>
internal sealed record Delta(string Model, string Version, DateTimeOffset Window, (long Scored, long Warned, long Rejected) Records, OffsetRange Source, Totals Totals)
{
    public static Delta Parse(byte[]? value)
    {
        using var document = JsonDocument.Parse(value);
        var root = document.RootElement;
        var records = root.GetProperty("records");
        var source = Assert.Single(root.GetProperty("sources").EnumerateArray().ToList());
        Assert.True(Totals.TryParse(root.GetProperty("totals").GetBytesFromBase64(), out var totals));
        return new Delta(
            root.GetProperty("model").GetString()!,
            root.GetProperty("version").GetString()!,
            root.GetProperty("window").GetProperty("start").GetDateTimeOffset(),
            (records.GetProperty("scored").GetInt64(), records.GetProperty("warned").GetInt64(), records.GetProperty("rejected").GetInt64()),
            new OffsetRange(source.GetProperty("topic").GetString()!, source.GetProperty("partition").GetInt32(), source.GetProperty("from").GetInt64(), source.GetProperty("to").GetInt64()),
            totals);
    }
}
