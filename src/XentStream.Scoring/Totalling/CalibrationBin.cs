namespace XentStream.Scoring.Totalling;

/// <summary>The rows whose confidence falls in one fifteenth of [0, 1]; 1 belongs to the last bin.</summary>
public sealed class CalibrationBin
{
    /// <summary>How many bins there are.</summary>
    public const int Count = 15;

    /// <summary>How many rows fall in it.</summary>
    public long Rows { get; internal set; }

    /// <summary>In how many of them the top class is the label.</summary>
    public long Hits { get; internal set; }

    /// <summary>The sum of their confidences.</summary>
    public ExactSum Confidence { get; } = new();

    internal static int IndexOf(double confidence) => Math.Min((int)(confidence * Count), Count - 1);

    internal void Add(double confidence, bool isHit)
    {
        Rows++;
        Hits += isHit ? 1 : 0;
        Confidence.Add(confidence);
    }

    /// <summary>Adds rows with the exact sum of their confidences.</summary>
    internal void Add(long rows, long hits, double confidence)
    {
        Rows += rows;
        Hits += hits;
        Confidence.Add(confidence);
    }

    internal void Add(CalibrationBin other)
    {
        if (other.Rows > 0)
        {
            Rows += other.Rows;
            Hits += other.Hits;
            Confidence.Add(other.Confidence);
        }
    }

    internal void Clear()
    {
        if (Rows > 0)
        {
            (Rows, Hits) = (0, 0);
            Confidence.Clear();
        }
    }

    internal void Write(ref CanonicalWriter writer)
    {
        writer.WriteCount(Rows);
        writer.WriteCount(Hits);
        Confidence.Write(ref writer);
    }

    internal bool TryRead(ref CanonicalReader reader)
    {
        if (!reader.TryReadCount(out var rows) || !reader.TryReadCount(out var hits) || hits > rows)
        {
            return false;
        }

        (Rows, Hits) = (rows, hits);
        return Confidence.TryRead(ref reader) && (rows > 0 || Confidence.ToDouble() == 0);
    }
}
