using System.Collections.Immutable;
using System.Runtime.InteropServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring;

/// <summary>
/// Steps 4 and 5 of the way of the data: tensor views and a contract in, exact totals or faults out. One instance serves one thread and allocates nothing
/// for a batch without faults.
/// </summary>
public sealed partial class BatchScorer
{
    private const int BlockRows = RowBlock.MaxRows;

    private readonly long[] labels = new long[BlockRows];
    private readonly double[] weights = new double[BlockRows];
    private readonly RowResult[] results = new RowResult[BlockRows];
    private readonly RowBlock block = new();
    private readonly RowOffences offences = new();
    private readonly WrongRows wrongRows = new();

    // The block, where all rows of the last batch are in it.
    private RowBlock? wholeBatch;

    /// <summary>Names the definition of the bits of a loss. Results of the same bytes under the same contract are equal where this name is.</summary>
    public static string KernelIdentity => RowKernel.Identity;

    /// <summary>The totals of the last batch that was not rejected, valid until the next call.</summary>
    public Totals Totals { get; } = new();

    /// <summary>Where to put the loss of each row, in the order of the labels: NaN for an ignored row, +∞ for an infinite loss. Usually nowhere.</summary>
    public IList<double>? RowLosses { get; init; }

    /// <summary>Checks and scores a batch.</summary>
    /// <param name="batch">The tensors.</param>
    /// <param name="contract">What is declared of them.</param>
    /// <param name="evidence">What takes note of the batch beside others of its stream; null for none. It changes nothing of what is returned.</param>
    /// <returns>The faults, the one that names the batch first. Without one of severity <see cref="Severity.Reject"/>, <see cref="Totals"/> are the batch's.</returns>
    public ImmutableArray<Fault> Score(in TensorBatch batch, Contract contract, StreamEvidence? evidence = null)
    {
        Totals.Clear();
        RowLosses?.Clear();
        evidence?.Begin();
        if (!ShapeCheck.TryFit(batch, contract, out var scorable))
        {
            return Diagnose(batch, contract, isTried: false, evidence);
        }

        if (!TryScoreRows(scorable))
        {
            return Diagnose(batch, contract, isTried: true, evidence);
        }

        evidence?.Add(scorable);
        return Suspicion.IsAny(scorable, batch.ScoredCount, Totals, wholeBatch, wrongRows) ? Remark(batch, contract) : [];
    }

    /// <summary>Checks and scores a batch without any repair, as it has to be where its rows may be scored again one by one.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="faults">The faults, the one that names the batch first; of a batch that was scored, what stands beside the number.</param>
    /// <returns>Whether the batch was scored as it is; then <see cref="Totals"/> are its own.</returns>
    public bool TryScoreAsIs(in TensorBatch batch, Contract contract, out ImmutableArray<Fault> faults)
    {
        Totals.Clear();
        var fits = ShapeCheck.TryFit(batch, contract, out var scorable);
        var isScored = fits && TryScoreRows(scorable);
        faults = !isScored ? Diagnose(batch, contract, isTried: fits, evidence: null)
            : Suspicion.IsAny(scorable, batch.ScoredCount, Totals, wholeBatch, wrongRows) ? Remark(batch, contract)
            : [];
        return isScored;
    }

    /// <summary>Scores rows that are <see cref="PlainRow">plain</see>, and that may be of any number of batches.</summary>
    /// <param name="scores">The scores, row by row.</param>
    /// <param name="labels">The label of each row.</param>
    /// <param name="classes">The classes of a row.</param>
    /// <param name="contract">The contract.</param>
    /// <exception cref="InvalidOperationException">One of them is not plain, which is a bug.</exception>
    public void ScorePlain(ReadOnlySpan<byte> scores, ReadOnlySpan<long> labels, int classes, Contract contract)
    {
        var batch = new TensorBatch
        {
            ScoreKind = ScoreKind.Logits,
            Scores = new TensorView(ElementType.F32, TensorShape.Of(labels.Length, classes), scores),
            Labels = new TensorView(ElementType.I64, TensorShape.Of(labels.Length), MemoryMarshal.AsBytes(labels)),
        };
        if (!TryScore(batch, contract) || Totals.Scored != labels.Length)
        {
            throw new InvalidOperationException("Rows that were taken for plain cannot all be scored.");
        }
    }

    /// <summary>What is wrong with types and shapes of a batch.</summary>
    /// <returns>The faults, the one that names the batch first; none where it pairs row by row as it is.</returns>
    public ImmutableArray<Fault> FindShapeFaults(in TensorBatch batch, Contract contract)
    {
        if (ShapeCheck.TryFit(batch, contract, out _))
        {
            return [];
        }

        var found = Begin();
        var diagnosed = new DiagnosedBatch(batch, contract);
        found.FindShapes(ref diagnosed);
        return found.Conclude(meanLoss: null);
    }

    /// <summary>Scores a batch that must be right as it is.</summary>
    /// <returns>Whether it was; then <see cref="Totals"/> are the batch's.</returns>
    internal bool TryScore(in TensorBatch batch, Contract contract)
    {
        Totals.Clear();
        return ShapeCheck.TryFit(batch, contract, out var scorable) && TryScoreRows(scorable);
    }

    // False where a row cannot be scored; the totals are then of no use, and the offences tell why.
    private bool TryScoreRows(in ScorableBatch scorable)
    {
        offences.Clear();
        wholeBatch = null;
        block.Sums.ClearBins();
        for (long first = 0; first < scorable.Rows; first += BlockRows)
        {
            if (offences.MustReject && RemainingOffences.TryCount(scorable, first, offences))
            {
                return false;
            }

            var rows = (int)Math.Min(BlockRows, scorable.Rows - first);
            if (RowKernel.TryScoreBlock(scorable, first, rows, block))
            {
                Totals.Add(block, rows, scorable.Contract.TopK);
                KeepLosses(block, rows);
                if (rows != scorable.Rows && HasFewClasses(scorable))
                {
                    wrongRows.Add(block, first, rows);
                }

                wholeBatch = rows == scorable.Rows ? block : null;
                continue;
            }

            if (RemainingOffences.FirstOf(scorable, first, rows) is { } offence)
            {
                offences.Add(offence, first);
                return false;
            }

            ScoreBlock(scorable, first, rows);
            Totals.Add(results.AsSpan(0, rows), weights.AsSpan(0, rows), scorable.Contract.TopK);
            KeepLosses(results.AsSpan(0, rows));
            if (HasFewClasses(scorable))
            {
                wrongRows.Add(results.AsSpan(0, rows), first);
            }

            offences.Add(results.AsSpan(0, rows), first);
        }

        Totals.AddBins(block.Sums);
        return !offences.MustReject;
    }

    private void ScoreBlock(in ScorableBatch batch, long first, int rows)
    {
        var blockWeights = weights.AsSpan(0, rows);
        var blockResults = results.AsSpan(0, rows);
        WeightRows.Read(batch.Weights, first, blockWeights);
        RowKernel.Score(batch, first, labels.AsSpan(0, rows), blockResults, block);
        LabelIds.Check(batch, first, blockResults);
        for (var i = 0; i < rows; i++)
        {
            if (blockResults[i].Outcome <= RowOutcome.BeyondDouble && blockResults[i].Outcome != RowOutcome.Ignored)
            {
                blockResults[i].Outcome = Weigh(blockResults[i], blockWeights[i]);
            }
        }
    }

    private static RowOutcome Weigh(in RowResult result, double weight) =>
        weight is not (>= 0 and <= Contract.LargestWeight) ? RowOutcome.WeightInvalid
        : result.Outcome == RowOutcome.Scored && !double.IsFinite(weight * result.Loss) ? RowOutcome.BeyondDouble
        : result.Outcome;

    // Of two, and of more, nobody asks which rows are wrong.
    private static bool HasFewClasses(in ScorableBatch batch) => batch.Classes is > 2 and <= CountedNames.MaxClasses;

    private void KeepLosses(RowBlock scored, int rows)
    {
        for (var row = 0; RowLosses is not null && row < rows; row++)
        {
            RowLosses.Add(scored.Label[row] == RowBlock.IgnoredLabel ? double.NaN : scored.Loss[row]);
        }
    }

    private void KeepLosses(ReadOnlySpan<RowResult> results)
    {
        for (var i = 0; RowLosses is not null && i < results.Length; i++)
        {
            RowLosses.Add(results[i].Outcome switch
            {
                RowOutcome.Scored => results[i].Loss,
                RowOutcome.Infinite or RowOutcome.BeyondDouble => double.PositiveInfinity,
                _ => double.NaN,
            });
        }
    }
}
