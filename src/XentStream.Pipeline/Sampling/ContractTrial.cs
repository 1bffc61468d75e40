using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Sampling;

/// <summary>What becomes of a sample under one contract.</summary>
/// <param name="contract">The contract.</param>
internal sealed class ContractTrial(Contract contract)
{
    private readonly Totals totals = new();
    private MeanKind mean;

    public Contract Contract { get; } = contract;

    public FaultTally Tally { get; } = new();

    /// <summary>The mean loss of all batches that were scored, or null where there is none.</summary>
    public double? MeanLoss => totals.MeanOf(mean);

    /// <summary>Rows that were scored, with a loss that is finite or not.</summary>
    public long Rows => totals.Scored + totals.Infinite;

    /// <summary>Rows that were ignored.</summary>
    public long Ignored => totals.Ignored;

    /// <summary>The numbers of classes of the batches that were scored; nothing where a row has no classes.</summary>
    public SortedSet<long> Classes { get; } = [];

    /// <summary>Whether it is worse than another: more batches with a fault, or as many and more rejected.</summary>
    public bool IsWorseThan(ContractTrial other) => (Tally.Faulty, Tally.Rejected).CompareTo((other.Tally.Faulty, other.Tally.Rejected)) > 0;

    /// <summary>Takes the outcome of a record.</summary>
    public void Add(SamplePlace place, Evaluation evaluation)
    {
        Tally.Add(place, evaluation);
        if (evaluation.Status == BatchStatus.Rejected)
        {
            return;
        }

        mean = evaluation.Mean;
        totals.Add(evaluation.Totals);
        var axis = ClassAxes.Resolve(Contract.ClassAxis, evaluation.ScoresShape.Rank);
        if (Contract is { Link: Link.Softmax, Scores: not ScoreKind.LabelLogProbabilities } && axis >= 0 && axis < evaluation.ScoresShape.Rank)
        {
            Classes.Add(evaluation.ScoresShape[axis]);
        }
    }
}
