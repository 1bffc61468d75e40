using System.Text.Json;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;

namespace XentStream.Pipeline.Committing;

/// <summary>Writes and reads the books of the join: changes of rows by what became of them, which can be below 0.</summary>
public static class JoinJson
{
    /// <summary>Writes <c>join</c>.</summary>
    public static void Write(Utf8JsonWriter json, JoinSettings settings, JoinCounts counts)
    {
        json.WriteStartObject("join"u8);
        json.WriteString("settings"u8, settings.Digest);
        WriteBooks(json, counts);
        json.WriteEndObject();
    }

    /// <summary>Writes the three books as members.</summary>
    public static void WriteBooks(Utf8JsonWriter json, JoinCounts counts)
    {
        Write(json, "predictions", JoinWords.Predictions, counts.Predictions);
        Write(json, "labels", JoinWords.Labels, counts.Labels);
        Write(json, "matches", JoinWords.Matches, counts.Matches);
    }

    /// <summary>Reads the three books from the object whose members they are.</summary>
    /// <exception cref="KeyNotFoundException">A number is missing; what is none, or not whole, throws as <see cref="JsonElement.GetInt64"/> does.</exception>
    public static JoinCounts Read(JsonElement books)
    {
        var counts = new JoinCounts();
        Enum.GetValues<PredictionOutcome>().ToList().ForEach(outcome => counts.Add(outcome, Read(books, "predictions", JoinWords.Predictions[(int)outcome])));
        Enum.GetValues<LabelOutcome>().ToList().ForEach(outcome => counts.Add(outcome, Read(books, "labels", JoinWords.Labels[(int)outcome])));
        Enum.GetValues<MatchOutcome>().ToList().ForEach(outcome => counts.Add(outcome, Read(books, "matches", JoinWords.Matches[(int)outcome])));
        return counts;
    }

    private static long Read(JsonElement books, string book, string word) => books.GetProperty(book).GetProperty(word).GetInt64();

    private static void Write(Utf8JsonWriter json, string book, IReadOnlyList<string> words, ReadOnlySpan<long> rows)
    {
        json.WriteStartObject(book);
        for (var i = 0; i < rows.Length; i++)
        {
            json.WriteNumber(words[i], rows[i]);
        }

        json.WriteEndObject();
    }
}
