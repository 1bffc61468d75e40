using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Recording;

/// <summary>What some records of one model, version and window come to. Instances are used again: totals are large.</summary>
public class WindowFigures
{
    private readonly long[] warned = new long[FaultCodes.All.Length];
    private readonly long[] rejected = new long[FaultCodes.All.Length];

    /// <summary>The exact totals of the rows that were scored.</summary>
    public Totals Totals { get; } = new();

    /// <summary>Records that were scored without a fault.</summary>
    public long Scored { get; private set; }

    /// <summary>Records that were scored with a warning.</summary>
    public long Warned { get; private set; }

    /// <summary>Records that were not scored.</summary>
    public long Rejected { get; private set; }

    /// <summary>All records.</summary>
    public long Records => Scored + Warned + Rejected;

    /// <summary>Records that were warned of by their naming code, indexed by <see cref="FaultCode"/>.</summary>
    public ReadOnlySpan<long> WarnedByCode => warned;

    /// <summary>Records that were rejected by their naming code, indexed by <see cref="FaultCode"/>.</summary>
    public ReadOnlySpan<long> RejectedByCode => rejected;

    /// <summary>Adds a record.</summary>
    public void Add(Evaluation evaluation)
    {
        switch (evaluation.Status)
        {
            case BatchStatus.Rejected:
                Reject(evaluation.Faults[0].Code, 1);
                return;
            case BatchStatus.Warned:
                Warn(evaluation.Faults[0].Code, 1);
                break;
            default:
                Scored++;
                break;
        }

        Totals.Add(evaluation.Totals);
    }

    /// <summary>Adds other records.</summary>
    public void Add(WindowFigures other)
    {
        Totals.Add(other.Totals);
        Scored += other.Scored;
        Warned += other.Warned;
        Rejected += other.Rejected;
        for (var code = 0; code < warned.Length; code++)
        {
            warned[code] += other.warned[code];
            rejected[code] += other.rejected[code];
        }
    }

    /// <summary>Counts records of which no more is known than what became of them.</summary>
    public void Count(long scored, long warned, long rejected)
    {
        Scored += scored;
        Warned += warned;
        Rejected += rejected;
    }

    /// <summary>Counts records that were warned of.</summary>
    public void Warn(FaultCode code, long records)
    {
        Warned += records;
        warned[(int)code] += records;
    }

    /// <summary>Counts records that were rejected.</summary>
    public void Reject(FaultCode code, long records)
    {
        Rejected += records;
        rejected[(int)code] += records;
    }

    /// <summary>Makes it that of no records.</summary>
    public virtual void Clear()
    {
        Totals.Clear();
        (Scored, Warned, Rejected) = (0, 0, 0);
        Array.Clear(warned);
        Array.Clear(rejected);
    }
}
