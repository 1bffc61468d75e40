using System.Text.Json;
using XentStream.Pipeline.Configuration;
using XentStream.Pipeline.Joining;

namespace XentStream.Pipeline.Committing;

/// <summary>Writes the books of the join: changes of rows by what became of them, which can be below 0.</summary>
internal static class JoinJson
{
    /// <summary>Writes <c>join</c>.</summary>
    public static void Write(Utf8JsonWriter json, JoinSettings settings, JoinCounts counts)
    {
        json.WriteStartObject("join"u8);
        json.WriteString("settings"u8, settings.Digest);
        Write(json, "predictions", JoinWords.Predictions, counts.Predictions);
        Write(json, "labels", JoinWords.Labels, counts.Labels);
        Write(json, "matches", JoinWords.Matches, counts.Matches);
        json.WriteEndObject();
    }

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
