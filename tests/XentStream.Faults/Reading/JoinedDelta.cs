using System.Text.Json;
using XentStream.Pipeline.Joining;

namespace XentStream.Faults.Reading;

/// <summary>A delta of two topics that are joined, as any reader of the results topic sees it.</summary>
/// <param name="Delta">What any delta has.</param>
/// <param name="Labels">The range of labels that it stands for beside that of predictions.</param>
/// <param name="Books">What became of rows.</param>
internal sealed record JoinedDelta(Delta Delta, SourceRange Labels, JoinCounts Books)
{
    /// <summary>Reads one.</summary>
    public static JoinedDelta Parse(byte[]? value)
    {
        using var document = JsonDocument.Parse(value);
        var join = document.RootElement.GetProperty("join");
        var books = new JoinCounts();
        foreach (var outcome in Enum.GetValues<PredictionOutcome>())
        {
            books.Add(outcome, join.GetProperty("predictions").GetProperty(JoinWords.Predictions[(int)outcome]).GetInt64());
        }

        foreach (var outcome in Enum.GetValues<LabelOutcome>())
        {
            books.Add(outcome, join.GetProperty("labels").GetProperty(JoinWords.Labels[(int)outcome]).GetInt64());
        }

        foreach (var outcome in Enum.GetValues<MatchOutcome>())
        {
            books.Add(outcome, join.GetProperty("matches").GetProperty(JoinWords.Matches[(int)outcome]).GetInt64());
        }

        return new JoinedDelta(Delta.Parse(value), Delta.ParseSources(value)[1].Range, books);
    }
}
