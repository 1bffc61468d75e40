using XentStream.Scoring.CrossEntropy;

namespace XentStream.Scoring.Diagnosis;

/// <summary>How many rows cannot be scored, and which is the first, by what is wrong with them. Of rows that can be, not all are counted.</summary>
internal sealed class RowOffences
{
    private readonly (long Rows, long First)[] offences = new (long, long)[(int)RowOutcome.NotProbabilities + 1];

    /// <summary>Whether a row makes the batch one to reject.</summary>
    public bool MustReject { get; private set; }

    /// <summary>The rows of an outcome.</summary>
    public (long Rows, long First) this[RowOutcome outcome] => offences[(int)outcome];

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        Array.Clear(offences);
        MustReject = false;
    }

    /// <summary>Counts rows.</summary>
    public void Add(ReadOnlySpan<RowResult> results, long first)
    {
        for (var i = 0; i < results.Length; i++)
        {
            Add(results[i].Outcome, first + i);
        }
    }

    /// <summary>Counts a row.</summary>
    public void Add(RowOutcome outcome, long row)
    {
        ref var offence = ref offences[(int)outcome];
        offence = (offence.Rows + 1, offence.Rows == 0 ? row : offence.First);
        MustReject |= outcome >= RowOutcome.WeightInvalid;
    }
}
