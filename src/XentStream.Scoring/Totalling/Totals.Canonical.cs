using System.Diagnostics.CodeAnalysis;

namespace XentStream.Scoring.Totalling;

// The canonical form: equal totals are equal bytes. Counts are varints, sums as in ExactSum.Canonical.cs.
//
// Version 2 is a difference that can not be the totals of any rows: the same, and numbers of rows are signed, in zigzag. What can be of rows is version 1.
//
//   byte version · scored · ignored · infinite · sums of loss, weight, Brier score, entropy
//   number of k · for each, ascending: k, rows > 0, hits · 15 bins: rows, hits, sum of confidence
public sealed partial class Totals
{
    private const byte VersionOfRows = 1;
    private const byte VersionOfDifference = 2;
    private const int MaxK = 1024;

    // A sum takes at most 272 bytes, and there are 4 + 15; the counts are at most 9 bytes each.
    private int LongestForm => 6144 + (27 * topK.Count);

    /// <summary>The canonical form of the totals.</summary>
    public byte[] ToCanonicalBytes()
    {
        var isDifference = !AreOfRows();
        var writer = new CanonicalWriter(new byte[LongestForm]) { IsDifference = isDifference };
        writer.WriteByte(isDifference ? VersionOfDifference : VersionOfRows);
        writer.WriteRows(Scored);
        writer.WriteRows(Ignored);
        writer.WriteRows(Infinite);
        Loss.Write(ref writer);
        Weight.Write(ref writer);
        Brier.Write(ref writer);
        Entropy.Write(ref writer);
        WriteTopK(ref writer);
        foreach (var bin in bins)
        {
            bin.Write(ref writer);
        }

        return writer.ToArray();
    }

    /// <summary>Reads totals from their canonical form.</summary>
    /// <returns>False where the bytes are not the canonical form of any totals.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Totals? totals)
    {
        var reader = new CanonicalReader(bytes);
        totals = new Totals();
        if (totals.TryRead(ref reader) && reader.IsAtEnd)
        {
            return true;
        }

        totals = null;
        return false;
    }

    private bool TryRead(ref CanonicalReader reader)
    {
        var isVersion = reader.TryReadByte(out var version) & version is VersionOfRows or VersionOfDifference;
        reader.IsDifference = version == VersionOfDifference;
        if (!isVersion || !TryReadRowCounts(ref reader)
            || !Loss.TryRead(ref reader) || !Weight.TryRead(ref reader) || !Brier.TryRead(ref reader) || !Entropy.TryRead(ref reader) || !TryReadTopK(ref reader))
        {
            return false;
        }

        foreach (var bin in bins)
        {
            if (!bin.TryRead(ref reader))
            {
                return false;
            }
        }

        return AreOfRows() != reader.IsDifference;
    }

    // Whether the numbers can be those of a set of rows. Label log-probabilities have a loss and no figures, so bins can hold fewer rows than are scored. Counts from
    // outside may add up beyond 64 bits.
    private bool AreOfRows()
    {
        Int128 binned = 0;
        var areBinsOfRows = true;
        foreach (var bin in bins)
        {
            binned += bin.Rows;
            areBinsOfRows &= bin.IsOfRows;
        }

        return Scored >= 0 && Ignored >= 0 && Infinite >= 0 && areBinsOfRows && binned <= Scored
            && topK.TrueForAll(hits => hits.Rows > 0 && hits.Hits >= 0 && hits.Hits <= hits.Rows && hits.Rows <= Scored);
    }

    private bool TryReadRowCounts(ref CanonicalReader reader)
    {
        var isRead = reader.TryReadRows(out var scored) & reader.TryReadRows(out var ignored) & reader.TryReadRows(out var infinite);
        (Scored, Ignored, Infinite) = (scored, ignored, infinite);
        return isRead;
    }

    private void WriteTopK(ref CanonicalWriter writer)
    {
        writer.WriteCount(topK.Count);
        foreach (var (k, rows, hits) in topK)
        {
            writer.WriteCount(k);
            writer.WriteRows(rows);
            writer.WriteRows(hits);
        }
    }

    private bool TryReadTopK(ref CanonicalReader reader)
    {
        if (!reader.TryReadCount(out var count) || count > MaxK)
        {
            return false;
        }

        for (long previous = 0; topK.Count < count;)
        {
            if (!reader.TryReadCount(out var k) || k <= previous || k > int.MaxValue
                || !reader.TryReadRows(out var rows) || !reader.TryReadRows(out var hits) || (rows == 0 && hits == 0))
            {
                return false;
            }

            topK.Add(new TopKHits((int)k, rows, hits));
            previous = k;
        }

        return true;
    }
}
