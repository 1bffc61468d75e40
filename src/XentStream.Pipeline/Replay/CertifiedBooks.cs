using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using XentStream.Pipeline.Joining;

namespace XentStream.Pipeline.Replay;

/// <summary>The books of a join in a certificate: rows by what became of them.</summary>
/// <param name="Predictions">Rows that were predicted.</param>
/// <param name="Labels">Rows of label records.</param>
/// <param name="Matches">Pairs of a row and a label that fits it.</param>
public sealed record CertifiedBooks(IReadOnlyDictionary<string, long> Predictions, IReadOnlyDictionary<string, long> Labels, IReadOnlyDictionary<string, long> Matches)
{
    /// <summary>The three books with their names.</summary>
    [JsonIgnore]
    public IEnumerable<(string Name, IReadOnlyDictionary<string, long> Rows)> All => [("predictions", Predictions), ("labels", Labels), ("matches", Matches)];

    /// <summary>All numbers in one line, equal where they are.</summary>
    internal string Text => string.Join(' ', [.. TextOf(Predictions, JoinWords.Predictions), .. TextOf(Labels, JoinWords.Labels), .. TextOf(Matches, JoinWords.Matches)]);

    /// <summary>From the books as they are kept.</summary>
    public static CertifiedBooks Of(JoinCounts counts) =>
        new(Named(JoinWords.Predictions, counts.Predictions), Named(JoinWords.Labels, counts.Labels), Named(JoinWords.Matches, counts.Matches));

    /// <summary>Whether all numbers are the same.</summary>
    public bool AreEqual(CertifiedBooks? other) => Text == other?.Text;

    private static Dictionary<string, long> Named(ImmutableArray<string> words, ReadOnlySpan<long> rows)
    {
        var named = new Dictionary<string, long>();
        for (var i = 0; i < rows.Length; i++)
        {
            named.Add(words[i], rows[i]);
        }

        return named;
    }

    private static IEnumerable<string> TextOf(IReadOnlyDictionary<string, long> book, ImmutableArray<string> words) =>
        words.Select(word => book.TryGetValue(word, out var rows) ? rows.ToString(CultureInfo.InvariantCulture) : "?");
}
