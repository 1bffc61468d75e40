using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Sampling;

/// <summary>What became of records under a contract: counts, and for each reason code its first fault as an example.</summary>
public sealed class FaultTally
{
    // A code can warn of one batch and reject another.
    private readonly SortedDictionary<(FaultCode, Severity), FaultCount> faults = [];

    /// <summary>Batches that were scored without a fault.</summary>
    public int Scored { get; private set; }

    /// <summary>Batches that were scored with a warning.</summary>
    public int Warned { get; private set; }

    /// <summary>Batches that were not scored.</summary>
    public int Rejected { get; private set; }

    /// <summary>All of them.</summary>
    public int Records => Scored + Warned + Rejected;

    /// <summary>The reason codes that occurred, the most frequent first.</summary>
    public IEnumerable<FaultCount> Faults => faults.Values.OrderByDescending(fault => fault.Records);

    /// <summary>Batches with a fault.</summary>
    public int Faulty => Warned + Rejected;

    /// <summary>Takes the outcome of a record.</summary>
    public void Add(SamplePlace place, Evaluation evaluation)
    {
        _ = evaluation.Status switch
        {
            BatchStatus.Scored => Scored++,
            BatchStatus.Warned => Warned++,
            _ => Rejected++,
        };
        foreach (var fault in evaluation.Faults)
        {
            Note(place, fault);
        }
    }

    /// <summary>Takes what is off with a label and a prediction that it reaches.</summary>
    public void Add(SamplePlace place, Fault fault)
    {
        _ = fault.Severity == Severity.Reject ? Rejected++ : Warned++;
        Note(place, fault);
    }

    private void Note(SamplePlace place, Fault fault)
    {
        var key = (fault.Code, fault.Severity);
        faults[key] = faults.TryGetValue(key, out var before) ? before with { Records = before.Records + 1 } : new FaultCount(fault, place, 1);
    }
}
