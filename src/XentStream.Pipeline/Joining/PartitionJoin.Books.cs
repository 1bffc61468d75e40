namespace XentStream.Pipeline.Joining;

/// <content>Its books: every row that came is in one place of them, and every change of them is in a delta.</content>
internal sealed partial class PartitionJoin
{
    /// <summary>Checks that the books balance.</summary>
    /// <exception cref="InvalidOperationException">They do not, which is a bug: nothing may be committed.</exception>
    public void Check()
    {
        foreach (var stream in streams.All)
        {
            if (!stream.IsBalanced)
            {
                throw new InvalidOperationException($"The books of the join do not balance for model {stream.Model}, version {stream.Version}.");
            }
        }

        if (!streams.AreLabelsBalanced)
        {
            throw new InvalidOperationException("The books of the join do not balance for labels.");
        }
    }

    private void Become(ref LoggedRecord label, LabelOutcome outcome)
    {
        if (label.Outcome != outcome)
        {
            Count(label.Time, label.Outcome, -label.Rows);
            Count(label.Time, outcome, label.Rows);
            label.Outcome = outcome;
        }
    }

    private void Move(in LoggedRecord prediction, PredictionOutcome from, PredictionOutcome to, int rows)
    {
        Count(streams[prediction.Stream], prediction.Time, from, -rows);
        Count(streams[prediction.Stream], prediction.Time, to, rows);
    }

    private void Count(JoinedStream stream, long time, PredictionOutcome outcome, long rows)
    {
        if (rows != 0)
        {
            stream.Levels.Add(outcome, rows);
            Recent.Count(stream, time, outcome, rows);
            deltaOf(stream, time)?.Join.Add(outcome, rows);
        }
    }

    private void Count(long time, LabelOutcome outcome, long rows)
    {
        if (rows != 0)
        {
            streams.Labels.Levels.Add(outcome, rows);
            deltaOf(streams.Labels, time)?.Join.Add(outcome, rows);
        }
    }
}
