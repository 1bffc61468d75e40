namespace XentStream.Scoring.Diagnosis;

/// <summary>Which rows of a batch that pairs are scored, and not ignored.</summary>
internal sealed class ScoredRows
{
    // Null where all are.
    private readonly bool[]? marks;

    private ScoredRows(long count, bool[]? marks)
    {
        Count = count;
        this.marks = marks;
    }

    /// <summary>How many are.</summary>
    public long Count { get; }

    /// <summary>Whether all are.</summary>
    public bool AreAll => marks is null;

    /// <summary>Whether a row is.</summary>
    public bool this[long row] => marks is null || marks[row];

    /// <summary>The rows of a batch.</summary>
    public static ScoredRows Of(in DiagnosedBatch batch)
    {
        if (batch.IsDense)
        {
            return batch.Contract.IgnoresZeroRows ? Mark(new AxisLines(batch.Labels, batch.ClassAxis!.Value).Blocks(), 0, batch.Rows.Rows) : new ScoredRows(batch.Rows.Rows, null);
        }

        return batch.IgnoreIndex is { } ignored ? Mark(LineBlocks.OfElements(batch.Labels), ignored, batch.Rows.Rows) : new ScoredRows(batch.Rows.Rows, null);
    }

    // A line is ignored where all of its numbers are the same that says so.
    private static ScoredRows Mark(LineBlocks labels, double ignored, long rows)
    {
        var (count, marks) = (0L, (bool[]?)null);
        foreach (var block in labels)
        {
            if (block.Numbers.AreOtherThan(ignored))
            {
                count += block.Count;
                marks?.AsSpan((int)block.First, block.Count).Fill(true);
                continue;
            }

            marks ??= MarkedUpTo(block.First, rows);
            for (var line = 0; line < block.Count; line++)
            {
                marks[block.First + line] = !block[line].AreWithin(ignored, ignored);
                count += marks[block.First + line] ? 1 : 0;
            }
        }

        return new ScoredRows(count, marks);
    }

    private static bool[] MarkedUpTo(long row, long rows)
    {
        var marks = new bool[rows];
        marks.AsSpan(0, (int)row).Fill(true);
        return marks;
    }
}
