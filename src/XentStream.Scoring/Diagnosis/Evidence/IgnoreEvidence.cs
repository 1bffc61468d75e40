using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Diagnosis.Evidence;

/// <summary>
/// Whether labels that are no class are an ignore value that is not declared: batch after batch is rejected for the same value alone. It suggests what batches with a
/// single such label cannot.
/// </summary>
internal sealed class IgnoreEvidence
{
    private const int LeastBatches = 8;

    private double value;
    private int batches;
    private long lowest = long.MaxValue;
    private long highest = long.MinValue;

    /// <summary>What the last batch that was rejected shows together with those before it.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Adds the class of a row that was scored.</summary>
    public void AddClass(int label) => (lowest, highest) = (Math.Min(lowest, label), Math.Max(highest, label));

    /// <summary>Adds a batch that was rejected for labels that are no class.</summary>
    public void Add(ref DiagnosedBatch batch)
    {
        var census = batch.Census;
        batches = !census.IsOneValueOutside ? 0 : census.OutsideValue == value ? batches + 1 : 1;
        value = census.OutsideValue;
        Fault = batches >= LeastBatches && IgnoreIndexMismatch.IsInUse(value, batch.C) && !HasOtherMeaning(batch.C) ? Describe(batch) : null;
    }

    /// <summary>Forgets all batches.</summary>
    public void Clear() => (value, batches, lowest, highest, Fault) = (0, 0, long.MaxValue, long.MinValue, null);

    // Beside labels of 1 alone, -1 is signed coding; without a label 0, C is the last of labels that are counted from 1; beside two classes, 255 is a mask's foreground.
    private bool HasOtherMeaning(long classes) =>
        lowest > highest || (value == -1 && lowest == 1 && highest == 1) || (value == classes && lowest > 0) || (value == byte.MaxValue && classes == 2);

    private Fault Describe(in DiagnosedBatch batch) => new(
        FaultCode.IgnoreIndexMismatch,
        $"In {batches} rejected batches in a row, all labels that are no class are {value}; the declared ignore value is {batch.IgnoreIndex?.ToString() ?? "none"}.",
        $"Producer and contract use different ignore values; or {value} is a class that the head does not have. The producer's padding value settles it.",
        $"Use one ignore value on both sides: declare IgnoreIndex: {value} if that is what it means.")
    { Certainty = Certainty.Likely, Alternatives = [FaultCode.LabelOutOfRange] };
}
