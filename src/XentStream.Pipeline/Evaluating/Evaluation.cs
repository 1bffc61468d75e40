using System.Collections.Immutable;
using XentStream.Encodings.Selection;
using XentStream.Pipeline.Joining;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Evaluating;

/// <summary>What steps 2 to 5 made of a record. One instance serves all records of a thread, so that a record costs no allocation; it holds until the next.</summary>
public sealed class Evaluation
{
    internal Evaluation(Totals totals) => Totals = totals;

    /// <summary>The encoding, or null where none was found.</summary>
    public PayloadEncoding? Encoding { get; internal set; }

    /// <summary>The model's name, empty where it could not be read.</summary>
    public string Model { get; internal set; } = "";

    /// <summary>The model's version, empty where it could not be read.</summary>
    public string Version { get; internal set; } = "";

    /// <summary>The contract, or null where none was found or the payload did not decode.</summary>
    public Contract? Contract { get; internal set; }

    /// <summary>What scores and labels are taken for, of a payload that was decoded and has a contract.</summary>
    public BatchKinds Kinds { get; internal set; }

    /// <summary>The faults, the one that names the batch first.</summary>
    public ImmutableArray<Fault> Faults { get; internal set; } = [];

    /// <summary>What the batch and those before it of its model's version show together, where evidence is gathered. It does not change what becomes of the batch.</summary>
    public ImmutableArray<Fault> StreamFaults { get; internal set; } = [];

    /// <summary>Type of the scores, of a payload that was decoded.</summary>
    public ElementType ScoresType { get; internal set; }

    /// <summary>Shape of the scores, of a payload that was decoded.</summary>
    public TensorShape ScoresShape { get; internal set; }

    /// <summary>Type of the labels, of a payload that was decoded.</summary>
    public ElementType LabelsType { get; internal set; }

    /// <summary>Shape of the labels, of a payload that was decoded.</summary>
    public TensorShape LabelsShape { get; internal set; }

    /// <summary>Whether the payload was decoded into tensors.</summary>
    public bool IsDecoded { get; internal set; }

    /// <summary>Whether the record was not read, since it was rejected before and is not to be tried again.</summary>
    public bool IsUnread { get; internal set; }

    /// <summary>The totals of a batch that was not rejected.</summary>
    public Totals Totals { get; }

    /// <summary>The exception that the evaluation threw, which is a bug, or null.</summary>
    public Exception? Bug { get; internal set; }

    /// <summary>A copy of a rejected record's value, or null where it has none.</summary>
    public byte[]? RejectedValue { get; internal set; }

    /// <summary>What the record holds for the join, or null where batches carry their labels.</summary>
    internal JoinContent? Joined { get; set; }

    /// <summary>Bytes of the record's value.</summary>
    public int Length { get; internal set; }

    /// <summary>How long steps 2 to 5 took, or null where it was not measured.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <summary>The mean that is printed as the mean, of a batch that was not rejected.</summary>
    public MeanKind Mean => Kinds.MeanFor(Contract!);

    /// <summary>What became of the batch. A fault that only informs names no batch.</summary>
    public BatchStatus Status => Faults.IsEmpty ? BatchStatus.Scored : Faults[0].Severity switch
    {
        Severity.Reject => BatchStatus.Rejected,
        Severity.Warn => BatchStatus.Warned,
        _ => BatchStatus.Scored,
    };

    /// <summary>The rows of the batch, as far as they could be counted.</summary>
    public long Rows => Joined?.Rows ?? (IsDecoded ? LabelsShape.Count : 0);

    internal void Clear()
    {
        (Model, Version, Contract, Faults, Encoding) = ("", "", null, [], null);
        StreamFaults = [];
        (IsDecoded, IsUnread, Bug, RejectedValue, Length, Duration) = (false, false, null, null, 0, null);
    }
}
