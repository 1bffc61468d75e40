using System.Diagnostics.CodeAnalysis;

namespace XentStream.Scoring.Totalling;

// The canonical form: equal totals are equal bytes. Counts are varints, sums as in ExactSum.Canonical.cs.
//
//   byte version (1) · scored · ignored · infinite · sums of loss, weight, Brier score, entropy
//   number of k · for each, ascending: k, rows > 0, hits · 15 bins: rows, hits, sum of confidence
public sealed partial class Totals
{
    private const byte FormatVersion = 1;
    private const int MaxK = 1024;

    // A sum takes at most 272 bytes, and there are 4 + 15; the counts are at most 9 bytes each.
    private int LongestForm => 6144 + (27 * topK.Count);

    /// <summary>The canonical form of the totals.</summary>
    public byte[] ToCanonicalBytes()
    {
        var writer = new CanonicalWriter(new byte[LongestForm]);
        writer.WriteByte(FormatVersion);
        writer.WriteCount(Scored);
        writer.WriteCount(Ignored);
        writer.WriteCount(Infinite);
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
        if (!reader.TryReadByte(out var version) || version != FormatVersion || !TryReadRowCounts(ref reader)
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

        return AreCountsConsistent();
    }

    // Counts from outside may add up beyond 64 bits.
    private bool AreCountsConsistent()
    {
        Int128 binned = 0;
        foreach (var bin in bins)
        {
            binned += bin.Rows;
        }

        return binned == Scored && topK.TrueForAll(hits => hits.Rows <= Scored);
    }

    private bool TryReadRowCounts(ref CanonicalReader reader)
    {
        var isRead = reader.TryReadCount(out var scored) & reader.TryReadCount(out var ignored) & reader.TryReadCount(out var infinite);
        (Scored, Ignored, Infinite) = (scored, ignored, infinite);
        return isRead;
    }

    private void WriteTopK(ref CanonicalWriter writer)
    {
        writer.WriteCount(topK.Count);
        foreach (var (k, rows, hits) in topK)
        {
            writer.WriteCount(k);
            writer.WriteCount(rows);
            writer.WriteCount(hits);
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
                || !reader.TryReadCount(out var rows) || rows == 0 || !reader.TryReadCount(out var hits) || hits > rows)
            {
                return false;
            }

            topK.Add(new TopKHits((int)k, rows, hits));
            previous = k;
        }

        return true;
    }
}
