using System.Text.Json;
using XentStream.Kafka.Tests.Records;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Totalling;

namespace XentStream.Kafka.Tests.Joining;

/// <summary>A delta of joined topics as any reader of the results topic sees it.</summary>
internal sealed record JoinedDelta(string Version, DateTimeOffset Window, OffsetRange Predictions, OffsetRange Labels, JoinCounts Counts, Totals Totals)
{
    public static JoinedDelta Parse(byte[]? value)
    {
        using var document = JsonDocument.Parse(value);
        var root = document.RootElement;
        var sources = root.GetProperty("sources").EnumerateArray().Select(RangeOf).ToList();
        Assert.Equal(2, sources.Count);
        Assert.True(Totals.TryParse(root.GetProperty("totals").GetBytesFromBase64(), out var totals));
        return new JoinedDelta(
            root.GetProperty("version").GetString()!, root.GetProperty("window").GetProperty("start").GetDateTimeOffset(), sources[0], sources[1], CountsOf(root.GetProperty("join")), totals);
    }

    private static OffsetRange RangeOf(JsonElement source) =>
        new(source.GetProperty("topic").GetString()!, source.GetProperty("partition").GetInt32(), source.GetProperty("from").GetInt64(), source.GetProperty("to").GetInt64());

    private static JoinCounts CountsOf(JsonElement join)
    {
        var counts = new JoinCounts();
        foreach (var outcome in Enum.GetValues<PredictionOutcome>())
        {
            counts.Add(outcome, join.GetProperty("predictions").GetProperty(JoinWords.Predictions[(int)outcome]).GetInt64());
        }

        foreach (var outcome in Enum.GetValues<LabelOutcome>())
        {
            counts.Add(outcome, join.GetProperty("labels").GetProperty(JoinWords.Labels[(int)outcome]).GetInt64());
        }

        foreach (var outcome in Enum.GetValues<MatchOutcome>())
        {
            counts.Add(outcome, join.GetProperty("matches").GetProperty(JoinWords.Matches[(int)outcome]).GetInt64());
        }

        return counts;
    }
}
