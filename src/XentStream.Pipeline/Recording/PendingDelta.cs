using XentStream.Pipeline.Evaluating;

namespace XentStream.Pipeline.Recording;

/// <summary>What the records of one model, version, window and partition add since the last commit, with what metrics tell beside it.</summary>
internal sealed class PendingDelta : WindowFigures
{
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

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        (Empty, RejectedRows, LastEvent) = (0, 0, default);
        BatchMeans.Clear();
    }
}
