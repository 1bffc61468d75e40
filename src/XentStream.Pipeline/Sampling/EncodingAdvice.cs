using XentStream.Encodings.Selection;

namespace XentStream.Pipeline.Sampling;

/// <summary>What to declare of the encoding of topics, where records name none and cannot be read as it is declared now.</summary>
public sealed class EncodingAdvice
{
    private readonly SortedDictionary<string, SortedSet<PayloadEncoding>> needed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<PayloadEncoding>> working = [];

    /// <summary>
    /// By topic the word to declare in its encoding, or null where none reads all its records and the producers have to name it. The key is empty for files.
    /// </summary>
    public IEnumerable<(string Topic, string? Encoding)> Topics => needed.Select(topic => (topic.Key, WordFor([.. topic.Value, .. working.GetValueOrDefault(topic.Key) ?? []])));

    internal void NoteWorking(SamplePlace place, PayloadEncoding encoding)
    {
        working.TryAdd(KeyOf(place), []);
        working[KeyOf(place)].Add(encoding);
    }

    internal void NoteNeeded(SamplePlace place, PayloadEncoding encoding)
    {
        needed.TryAdd(KeyOf(place), []);
        needed[KeyOf(place)].Add(encoding);
    }

    private static string KeyOf(SamplePlace place) => place.Partition is null ? "" : place.Name;

    // Protobuf has no mark by which to know it among others.
    private static string? WordFor(SortedSet<PayloadEncoding> encodings) => encodings.Count == 1 ? PayloadEncodings.NameOf(encodings.Min)
        : encodings.Contains(PayloadEncoding.OipProtobuf) ? null
        : PayloadEncodings.Sniff;
}
