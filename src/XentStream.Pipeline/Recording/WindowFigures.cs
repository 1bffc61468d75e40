using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Recording;

/// <summary>What some records of one model, version and window come to. Instances are used again: totals are large.</summary>
public class WindowFigures
{
    private static readonly byte[] Nothing = new Totals().ToCanonicalBytes();

    private readonly long[] warned = new long[FaultCodes.All.Length];
    private readonly long[] rejected = new long[FaultCodes.All.Length];
    private readonly long[] rejectedLabels = new long[FaultCodes.All.Length];

    /// <summary>The exact totals of the rows that were scored.</summary>
    public Totals Totals { get; } = new();

    /// <summary>What changed in the books of the join; nothing where batches carry their labels.</summary>
    public JoinCounts Join { get; } = new();

    /// <summary>Whether rows were added before these figures begin, and can be taken out of them.</summary>
    public bool BeginsInTheMiddle { get; init; }

    /// <summary>Whether rows were taken out that may have been added before: then there are sums and no means.</summary>
    public bool IsDifference { get; internal set; }

    /// <summary>The weighted mean loss in nats, or null where there is none.</summary>
    public double? MeanLoss => IsDifference ? null : Totals.WeightedMean;

    /// <summary>The share of rows whose label has the highest score, or null where there is none.</summary>
    public double? Accuracy => IsDifference ? null : Totals.Accuracy;

    /// <summary>Records that were scored without a fault.</summary>
    public long Scored { get; private set; }

    /// <summary>Records that were scored with a warning.</summary>
    public long Warned { get; private set; }

    /// <summary>Records that were not scored.</summary>
    public long Rejected { get; private set; }

    /// <summary>All records.</summary>
    public long Records => Scored + Warned + Rejected;

    /// <summary>Whether nothing came, and nothing changed.</summary>
    public bool IsNothing => Records == 0 && Join.IsZero && Totals.ToCanonicalBytes().AsSpan().SequenceEqual(Nothing);

    /// <summary>Records that were warned of by their naming code, indexed by <see cref="FaultCode"/>.</summary>
    public ReadOnlySpan<long> WarnedByCode => warned;

    /// <summary>Records that were rejected by their naming code, indexed by <see cref="FaultCode"/>.</summary>
    public ReadOnlySpan<long> RejectedByCode => rejected;

    /// <summary>
    /// Label records on a topic of their own that were rejected, by their naming code, indexed by <see cref="FaultCode"/>: those rejected by themselves once, those that do not fit once for each
    /// prediction that they reach. That is how often they are quarantined; the books count their rows.
    /// </summary>
    public ReadOnlySpan<long> RejectedLabelsByCode => rejectedLabels;

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

    /// <summary>Adds a prediction whose labels come by themselves: what became of its rows is the join's to tell.</summary>
    public void Receive(Evaluation evaluation)
    {
        if (evaluation.Status == BatchStatus.Rejected)
        {
            Reject(evaluation.Faults[0].Code, 1);
        }
        else
        {
            Scored++;
        }
    }

    /// <summary>Takes out rows that an earlier label added.</summary>
    public virtual void TakeOut(Totals rows)
    {
        Totals.Subtract(rows);
        IsDifference |= BeginsInTheMiddle;
    }

    /// <summary>Notes how long after its prediction the first label came, where that is of interest.</summary>
    /// <param name="seconds">How long, in seconds.</param>
    public virtual void NoteDelay(double seconds)
    {
    }

    /// <summary>Adds other records.</summary>
    public void Add(WindowFigures other)
    {
        Totals.Add(other.Totals);
        Join.Add(other.Join);
        IsDifference |= other.IsDifference;
        Scored += other.Scored;
        Warned += other.Warned;
        Rejected += other.Rejected;
        for (var code = 0; code < warned.Length; code++)
        {
            warned[code] += other.warned[code];
            rejected[code] += other.rejected[code];
            rejectedLabels[code] += other.rejectedLabels[code];
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

    /// <summary>Counts labels on a topic of their own that were rejected.</summary>
    public void RejectLabels(FaultCode code, long records) => rejectedLabels[(int)code] += records;

    /// <summary>Makes it that of no records.</summary>
    public virtual void Clear()
    {
        Totals.Clear();
        Join.Clear();
        IsDifference = false;
        (Scored, Warned, Rejected) = (0, 0, 0);
        Array.Clear(warned);
        Array.Clear(rejected);
        Array.Clear(rejectedLabels);
    }
}
