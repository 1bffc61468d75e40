using System.Collections.Immutable;
using System.Text.Json;
using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Publishing;

namespace XentStream.Demo;

/// <summary>The books of the labels that come by themselves: rows by what became of them.</summary>
internal sealed class DemoBooks(CommittedTotals committed)
{
    /// <summary>Rows that were predicted.</summary>
    public IReadOnlyDictionary<string, long> Predictions => Read(JoinWords.Predictions, model => model.Join.Predictions.ToArray());

    /// <summary>Rows of labels.</summary>
    public IReadOnlyDictionary<string, long> Labels => Read(JoinWords.Labels, model => model.Join.Labels.ToArray());

    /// <summary>Labels that fit a row, by what they are to it.</summary>
    public IReadOnlyDictionary<string, long> Matches => Read(JoinWords.Matches, model => model.Join.Matches.ToArray());

    /// <summary>Writes them.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("join");
        DemoSummary.WriteCounts(json, "predictions", Predictions);
        DemoSummary.WriteCounts(json, "labels", Labels);
        DemoSummary.WriteCounts(json, "matches", Matches);
        json.WriteEndObject();
    }

    /// <summary>What is not 0, for people.</summary>
    public override string ToString() => $"predictions: {Text(Predictions)}; labels: {Text(Labels)}; matches: {Text(Matches)}";

    private static string Text(IReadOnlyDictionary<string, long> book) => string.Join(", ", book.Where(rows => rows.Value != 0).Select(rows => FormattableString.Invariant($"{rows.Key} {rows.Value}")));

    private OrderedDictionary<string, long> Read(ImmutableArray<string> words, Func<CommittedModel, long[]> read)
    {
        var book = new OrderedDictionary<string, long>(words.Select(word => KeyValuePair.Create(word, 0L)));
        foreach (var (outcome, rows) in committed.Read(model => read(model).Index()))
        {
            book[words[outcome]] += rows;
        }

        return book;
    }
}
