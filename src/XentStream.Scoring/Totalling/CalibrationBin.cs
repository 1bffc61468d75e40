namespace XentStream.Scoring.Totalling;

/// <summary>The rows whose confidence falls in one fifteenth of [0, 1]; 1 belongs to the last bin.</summary>
public sealed class CalibrationBin
{
    /// <summary>How many bins there are.</summary>
    public const int Count = 15;

    // Rows alone do not tell: of a difference they can be none, and the confidences differ.
    private bool isUsed;

    /// <summary>How many rows fall in it; of a difference of totals it can be below 0.</summary>
    public long Rows { get; internal set; }

    /// <summary>In how many of them the top class is the label.</summary>
    public long Hits { get; internal set; }

    /// <summary>The sum of their confidences.</summary>
    public ExactSum Confidence { get; } = new();

    internal static int IndexOf(double confidence) => Math.Min((int)(confidence * Count), Count - 1);

    internal void Add(double confidence, bool isHit)
    {
        isUsed = true;
        Rows++;
        Hits += isHit ? 1 : 0;
        Confidence.Add(confidence);
    }

    /// <summary>Adds rows with the exact sum of their confidences.</summary>
    internal void Add(long rows, long hits, double confidence)
    {
        isUsed = true;
        Rows += rows;
        Hits += hits;
        Confidence.Add(confidence);
    }

    internal void Add(CalibrationBin other)
    {
        if (other.isUsed)
        {
            isUsed = true;
            Rows += other.Rows;
            Hits += other.Hits;
            Confidence.Add(other.Confidence);
        }
    }

    internal void Subtract(CalibrationBin other)
    {
        if (other.isUsed)
        {
            isUsed = true;
            Rows -= other.Rows;
            Hits -= other.Hits;
            Confidence.Subtract(other.Confidence);
        }
    }

    internal void Clear()
    {
        if (isUsed)
        {
            (Rows, Hits, isUsed) = (0, 0, false);
            Confidence.Clear();
        }
    }

    /// <summary>Whether the numbers can be those of a set of rows.</summary>
    internal bool IsOfRows => Hits >= 0 && Hits <= Rows && (Rows > 0 || Confidence.IsZero);

    internal void Write(ref CanonicalWriter writer)
    {
        writer.WriteRows(Rows);
        writer.WriteRows(Hits);
        Confidence.Write(ref writer);
    }

    internal bool TryRead(ref CanonicalReader reader)
    {
        if (!reader.TryReadRows(out var rows) || !reader.TryReadRows(out var hits))
        {
            return false;
        }

        (Rows, Hits, isUsed) = (rows, hits, true);
        return Confidence.TryRead(ref reader);
    }
}
