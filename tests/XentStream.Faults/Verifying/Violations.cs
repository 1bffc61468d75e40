using System.Globalization;

namespace XentStream.Faults.Verifying;

/// <summary>What is wrong, in sentences: of each kind the first few, and how many more there are.</summary>
internal sealed class Violations
{
    private const int MostOfAKind = 5;

    private readonly Dictionary<string, List<string>> byKind = [];

    /// <summary>Notes a violation.</summary>
    /// <param name="kind">What it has in common with others.</param>
    /// <param name="sentence">What is wrong.</param>
    public void Add(string kind, FormattableString sentence)
    {
        if (!byKind.TryGetValue(kind, out var sentences))
        {
            byKind.Add(kind, sentences = []);
        }

        sentences.Add(sentence.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>All.</summary>
    public IReadOnlyList<string> ToList() =>
    [
        .. byKind.SelectMany(kind => kind.Value.Count <= MostOfAKind
            ? kind.Value.Select(sentence => $"{kind.Key}: {sentence}")
            : kind.Value.Take(MostOfAKind).Append($"and {kind.Value.Count - MostOfAKind} more.").Select(sentence => $"{kind.Key}: {sentence}")),
    ];
}
