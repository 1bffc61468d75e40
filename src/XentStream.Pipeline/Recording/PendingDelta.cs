using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Recording;

/// <summary>What the records of one model, version, window and partition add since the last commit, with what metrics tell beside it.</summary>
internal sealed class PendingDelta : WindowFigures
{
    /// <summary>The exact totals of rows that an earlier delta added and whose label is not theirs any more, or null where there are none.</summary>
    public Totals? TakenOut { get; private set; }

    /// <summary>How long after each prediction its first label came, in seconds.</summary>
    public List<double> LabelDelays { get; } = [];

    /// <summary>Records without any row.</summary>
    public long Empty { get; private set; }

    /// <summary>Rows of rejected records, as far as they could be counted.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>The latest time of a record.</summary>
    public DateTimeOffset LastEvent { get; private set; }

    /// <summary>The mean loss of each batch that has one.</summary>
    public List<double> BatchMeans { get; } = [];

    /// <summary>Adds a record.</summary>
    public void Add(Evaluation evaluation, DateTimeOffset time)
    {
        Add(evaluation);
        LastEvent = time > LastEvent ? time : LastEvent;
        if (evaluation.Status == BatchStatus.Rejected)
        {
            RejectedRows += evaluation.Rows;
            return;
        }

        Empty += evaluation.Totals.IsEmpty ? 1 : 0;
        if (evaluation.Totals.MeanOf(evaluation.Mean) is { } mean)
        {
            BatchMeans.Add(mean);
        }
    }

    /// <summary>Adds a prediction whose labels come by themselves: what became of its rows is the join's to tell.</summary>
    public void Receive(Evaluation evaluation, DateTimeOffset time)
    {
        Receive(evaluation);
        LastEvent = time > LastEvent ? time : LastEvent;
        if (evaluation.Status == BatchStatus.Rejected)
        {
            RejectedRows += evaluation.Rows;
        }
        else
        {
            Empty += evaluation.Rows == 0 ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public override void TakeOut(Totals rows) => (TakenOut ??= new Totals()).Add(rows);

    /// <inheritdoc/>
    public override void NoteDelay(double seconds) => LabelDelays.Add(seconds);

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        TakenOut = null;
        LabelDelays.Clear();
        (Empty, RejectedRows, LastEvent) = (0, 0, default);
        BatchMeans.Clear();
    }
}
