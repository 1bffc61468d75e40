using XentStream.Scoring.CrossEntropy.Vectors;

namespace XentStream.Scoring.Totalling;

/// <summary>The rows whose confidence falls in one fifteenth of [0, 1]; 1 belongs to the last bin.</summary>
public sealed class CalibrationBin
{
    /// <summary>How many bins there are.</summary>
    public const int Count = 15;

    // Two of them fit in a long.
    private const long MostUnits = 1L << 61;
    private const int HalfBits = 32;
    private const long LowerMask = (1L << HalfBits) - 1;
    private const double LowerUnit = 1.0 / (1L << BlockSums.ConfidenceBits);
    private const double UpperUnit = LowerUnit * (1L << HalfBits);

    private readonly ExactSum confidence = new();

    // Rows alone do not tell: of a difference they can be none, and the confidences differ.
    private bool isUsed;

    // What belongs to the sum and is not in it yet, in units of 2^-42, which the vectors count in: merging bins is what a small batch costs most.
    private long units;

    /// <summary>How many rows fall in it; of a difference of totals it can be below 0.</summary>
    public long Rows { get; internal set; }

    /// <summary>In how many of them the top class is the label.</summary>
    public long Hits { get; internal set; }

    /// <summary>The sum of their confidences.</summary>
    public ExactSum Confidence
    {
        get
        {
            Settle();
            return confidence;
        }
    }

    internal static int IndexOf(double confidence) => Math.Min((int)(confidence * Count), Count - 1);

    internal void Add(double confidence, bool isHit)
    {
        isUsed = true;
        Rows++;
        Hits += isHit ? 1 : 0;
        this.confidence.Add(confidence);
    }

    /// <summary>Adds rows with the sum of their confidences, in units of 2^-42.</summary>
    internal void Add(long rows, long hits, long confidence)
    {
        isUsed = true;
        Rows += rows;
        Hits += hits;
        AddUnits(confidence);
    }

    internal void Add(CalibrationBin other)
    {
        if (other.isUsed)
        {
            isUsed = true;
            Rows += other.Rows;
            Hits += other.Hits;
            confidence.Add(other.confidence);
            AddUnits(other.units);
        }
    }

    internal void Subtract(CalibrationBin other)
    {
        if (other.isUsed)
        {
            isUsed = true;
            Rows -= other.Rows;
            Hits -= other.Hits;
            confidence.Subtract(other.confidence);
            AddUnits(-other.units);
        }
    }

    internal void Clear()
    {
        if (isUsed)
        {
            (Rows, Hits, units, isUsed) = (0, 0, 0, false);
            confidence.Clear();
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

        (Rows, Hits, units, isUsed) = (rows, hits, 0, true);
        return confidence.TryRead(ref reader);
    }

    private void AddUnits(long added)
    {
        units += added;
        if (Math.Abs(units) >= MostUnits)
        {
            Settle();
        }
    }

    // Both halves are whole numbers that a double holds.
    private void Settle()
    {
        if (units != 0)
        {
            confidence.Add((units >> HalfBits) * UpperUnit);
            confidence.Add((units & LowerMask) * LowerUnit);
            units = 0;
        }
    }
}
