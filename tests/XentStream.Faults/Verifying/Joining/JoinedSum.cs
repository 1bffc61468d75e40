using XentStream.Faults.Reading;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Totalling;

namespace XentStream.Faults.Verifying.Joining;

/// <summary>What a window comes to: records, books, and totals.</summary>
internal sealed class JoinedSum
{
    /// <summary>What became of records of predictions by themselves.</summary>
    public RecordCounts Records { get; set; }

    /// <summary>What became of rows.</summary>
    public JoinCounts Books { get; } = new();

    /// <summary>The totals of the pairs that stand.</summary>
    public Totals Totals { get; } = new();

    /// <summary>Whether the totals of both are the same to the byte.</summary>
    public bool HasTotalsOf(JoinedSum other) => Totals.ToCanonicalBytes().AsSpan().SequenceEqual(other.Totals.ToCanonicalBytes());

    /// <summary>The books in words.</summary>
    public string Tell() => string.Join("; ", [
        $"predictions {Tell(JoinWords.Predictions, Books.Predictions)}", $"labels {Tell(JoinWords.Labels, Books.Labels)}", $"matches {Tell(JoinWords.Matches, Books.Matches)}"]);

    private static string Tell(IEnumerable<string> words, ReadOnlySpan<long> rows) =>
        string.Join(", ", words.Zip(rows.ToArray()).Where(outcome => outcome.Second != 0).Select(outcome => FormattableString.Invariant($"{outcome.First} {outcome.Second}")));
}
