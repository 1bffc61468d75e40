using System.Runtime.InteropServices;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Joining;

/// <summary>The fixed part of a prediction or label that is kept for the join. A million of them wait in memory, so it is small; what differs in size is its payload. It is stored as it lies there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LoggedRecord
{
    /// <summary>Its timestamp in milliseconds.</summary>
    public long Time;

    /// <summary>Its offset.</summary>
    public long Offset;

    /// <summary>The hash of its id.</summary>
    public int Hash;

    /// <summary>Where its payload begins in the segment.</summary>
    public int Start;

    /// <summary>Bytes of its payload, which ends with the id.</summary>
    public int Length;

    /// <summary>Rows of a prediction; rows by which a label counts.</summary>
    public int Rows;

    /// <summary>Rows of a prediction without a label.</summary>
    public int Unlabelled;

    /// <summary>Which model and version it is of; 0 for a label of any.</summary>
    public int Stream;

    /// <summary>Bytes of its id.</summary>
    public ushort IdLength;

    /// <summary>The type of the scores, or of the labels.</summary>
    public ElementType Type;

    /// <summary>Of a prediction, what its scores are.</summary>
    public ScoreKind Kind
    {
        readonly get => (ScoreKind)kind;
        set => kind = (byte)value;
    }

    /// <summary>What is to be known of it.</summary>
    public RecordFlags Flags;

    /// <summary>Of a label, what became of it.</summary>
    public LabelOutcome Outcome
    {
        readonly get => (LabelOutcome)outcome;
        set => outcome = (byte)value;
    }

    private byte outcome;
    private byte kind;
}
