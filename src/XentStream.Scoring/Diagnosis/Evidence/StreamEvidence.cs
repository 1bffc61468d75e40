using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// What the batches of one version of a model show together and none of them by itself. One row in sixty-four is looked at, or fewer, and once these have settled that nothing is
/// wrong, only those of one batch in eight, until a row of theirs leans the other way; memory is bounded; what it says never touches a number or what becomes of a batch, so that it may be forgotten at
/// any time: that only delays it.
/// </summary>
/// <remarks>One instance serves one version of a model under one contract, on one thread.</remarks>
public sealed class StreamEvidence
{
    // Powers of two. Rows in contiguous F32 are read fast; others cost several times as much as being scored.
    private const int LogOfRows = 6;
    private const int LogOfSlowRows = 8;
    private const long MostSamples = 64;

    // Where all is settled, one batch of each eight is looked at: which one is spread evenly, so that no turn of producers hides one of them.
    private const long Batches = 8;

    private readonly NameEvidence names = new();
    private readonly ShiftEvidence shifts = new();
    private readonly SoftmaxEvidence softmax = new();
    private readonly SigmoidEvidence sigmoid = new();
    private readonly IgnoreEvidence ignored = new();
    private long credit;
    private long turn;
    private long round;
    private long passedOver;
    private ImmutableArray<Fault> standing = [];

    /// <summary>What the last batch and those before it show together; nothing of a batch that was rejected for a reason of its own.</summary>
    public ImmutableArray<Fault> Faults { get; private set; } = [];

    /// <summary>Whether what was seen is clean, and enough of it, so that few batches are looked at.</summary>
    internal bool IsSettled { get; private set; }

    /// <summary>Forgets all batches.</summary>
    public void Clear()
    {
        names.Clear();
        shifts.Clear();
        softmax.Clear();
        sigmoid.Clear();
        ignored.Clear();
        (credit, turn, round, passedOver, IsSettled, standing, Faults) = (0, 0, 0, 0, false, [], []);
    }

    /// <summary>Another batch comes, of which nothing is known yet.</summary>
    internal void Begin()
    {
        // Nearly always there is nothing to write.
        if (!Faults.IsEmpty)
        {
            Faults = [];
        }
    }

    /// <summary>Takes a batch that was scored.</summary>
    internal void Add(in ScorableBatch batch)
    {
        // While it is settled, nothing stands.
        if (!IsSettled || passedOver-- == 0)
        {
            Look(batch);
        }
    }

    /// <summary>Takes a batch that was rejected for labels that are no class.</summary>
    internal void AddOutside(ref DiagnosedBatch batch)
    {
        ignored.Add(ref batch);
        Faults = ignored.Fault is { } fault ? [fault] : [];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Look(in ScorableBatch batch)
    {
        var samples = SamplesOf(batch);
        if (samples > 0)
        {
            AddRows(batch, samples);
        }

        Faults = standing;
        if (samples > 0 || IsSettled)
        {
            Settle();
        }
    }

    // By itself, since what it needs room for would have to be cleared for each look; of batches of few rows, most have no sample.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddRows(in ScorableBatch batch, long samples)
    {
        var (hasChanged, hasTokens) = (false, ShiftEvidence.IsFor(batch));
        for (var i = 0; i < samples; i++)
        {
            var row = RowSample.At(++turn, batch.Rows);
            hasChanged |= batch.ClassAxis is null ? sigmoid.Add(batch, row) : AddRow(batch, row, hasTokens);
        }

        if (hasChanged)
        {
            standing = [.. new[] { shifts.Fault, names.Fault, softmax.Fault, sigmoid.Fault }.OfType<Fault>()];
        }
    }

    private void Settle()
    {
        IsSettled = !(names.IsOpen || shifts.IsOpen || softmax.IsOpen || sigmoid.IsOpen);
        if (IsSettled)
        {
            var place = RowSample.At(round, Batches);
            passedOver = Batches - 1 - place + RowSample.At(++round, Batches);
        }
    }

    private bool AddRow(in ScorableBatch batch, long row, bool isToken)
    {
        var hasChanged = batch.Kinds.Scores == ScoreKind.Logits && softmax.Add(batch, row);
        if (RowClass.Of(batch, row) is not { } label)
        {
            return hasChanged;
        }

        ignored.AddClass(label);
        hasChanged |= isToken && shifts.Add(batch, row, label);
        return names.Add(batch, row, label) || hasChanged;
    }

    // Rows that were passed over stand to a batch's credit, so that batches of one row are looked at as often as others.
    private long SamplesOf(in ScorableBatch batch)
    {
        var isFast = batch.Scores.Type == Tensors.ElementType.F32 && batch.Stride == 1;
        var power = isFast ? LogOfRows : LogOfSlowRows;
        credit += batch.Rows;
        var samples = credit >> power;
        credit -= samples << power;
        return Math.Min(samples, MostSamples);
    }
}
