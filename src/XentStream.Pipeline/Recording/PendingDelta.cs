using XentStream.Pipeline.Evaluating;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Recording;

/// <summary>What the records of one model, version, window and partition add since the last commit. Instances are used again: totals are large.</summary>
internal sealed class PendingDelta
{
    private readonly long[] warned = new long[FaultCodes.All.Length];
    private readonly long[] rejected = new long[FaultCodes.All.Length];

    /// <summary>The exact totals of the rows that were scored.</summary>
    public Totals Totals { get; } = new();

    /// <summary>What changed in the books of the join; nothing where batches carry their labels.</summary>
    public JoinCounts Join { get; } = new();

    /// <summary>The exact totals of rows that an earlier delta added and whose label is not theirs any more, or null where there are none.</summary>
    public Totals? TakenOut { get; private set; }

    /// <summary>How long after each prediction its first label came, in seconds.</summary>
    public List<double> LabelDelays { get; } = [];

    /// <summary>Records that were scored without a fault.</summary>
    public long Scored { get; private set; }

    /// <summary>Records that were scored with a warning.</summary>
    public long Warned { get; private set; }

    /// <summary>Records that were not scored.</summary>
    public long Rejected { get; private set; }

    /// <summary>Records without any row.</summary>
    public long Empty { get; private set; }

    /// <summary>Rows of rejected records, as far as they could be counted.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>The latest time of a record.</summary>
    public DateTimeOffset LastEvent { get; private set; }

    /// <summary>The mean loss of each batch that has one.</summary>
    public List<double> BatchMeans { get; } = [];

    /// <summary>Records that were warned of by their naming code, indexed by <see cref="FaultCode"/>.</summary>
    public ReadOnlySpan<long> WarnedByCode => warned;

    /// <summary>Records that were rejected by their naming code, indexed by <see cref="FaultCode"/>.</summary>
    public ReadOnlySpan<long> RejectedByCode => rejected;

    /// <summary>Adds a record.</summary>
    public void Add(Evaluation evaluation, DateTimeOffset time)
    {
        LastEvent = time > LastEvent ? time : LastEvent;
        switch (evaluation.Status)
        {
            case BatchStatus.Rejected:
                Rejected++;
                RejectedRows += evaluation.Rows;
                rejected[(int)evaluation.Faults[0].Code]++;
                return;
            case BatchStatus.Warned:
                Warned++;
                warned[(int)evaluation.Faults[0].Code]++;
                break;
            default:
                Scored++;
                break;
        }

        Totals.Add(evaluation.Totals);
        Empty += evaluation.Totals.IsEmpty ? 1 : 0;
        if (evaluation.Totals.MeanOf(evaluation.Mean) is { } mean)
        {
            BatchMeans.Add(mean);
        }
    }

    /// <summary>Adds a prediction whose labels come by themselves: what became of its rows is the join's to tell.</summary>
    public void Receive(Evaluation evaluation, DateTimeOffset time)
    {
        LastEvent = time > LastEvent ? time : LastEvent;
        if (evaluation.Status == BatchStatus.Rejected)
        {
            Rejected++;
            RejectedRows += evaluation.Rows;
            rejected[(int)evaluation.Faults[0].Code]++;
        }
        else
        {
            Scored++;
            Empty += evaluation.Rows == 0 ? 1 : 0;
        }
    }

    /// <summary>Takes out rows that an earlier label added.</summary>
    public void TakeOut(Totals rows) => (TakenOut ??= new Totals()).Add(rows);

    /// <summary>Makes it the delta of no records.</summary>
    public void Clear()
    {
        Totals.Clear();
        Join.Clear();
        TakenOut = null;
        LabelDelays.Clear();
        (Scored, Warned, Rejected, Empty, RejectedRows, LastEvent) = (0, 0, 0, 0, 0, default);
        BatchMeans.Clear();
        Array.Clear(warned);
        Array.Clear(rejected);
    }
}
