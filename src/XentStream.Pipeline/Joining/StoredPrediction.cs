using System.Runtime.InteropServices;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Joining;

/// <summary>A prediction in the log: what its payload holds.</summary>
/// <remarks><code>standing label of each row, 4 bytes · weights, 8 bytes a row, or none · scores, row by row · id</code></remarks>
internal readonly ref struct StoredPrediction
{
    public StoredPrediction(in LoggedRecord record, Span<byte> payload)
    {
        var standing = record.Rows * sizeof(int);
        var weights = (record.Flags & RecordFlags.HasExtra) != 0 ? record.Rows * sizeof(double) : 0;
        Rows = record.Rows;
        Kind = record.Kind;
        Type = record.Type;
        Standing = MemoryMarshal.Cast<byte, int>(payload[..standing]);
        Weights = payload.Slice(standing, weights);
        Scores = payload[(standing + weights)..^record.IdLength];
        Classes = Rows == 0 ? 0 : Scores.Length / (Rows * Type.Size);
    }

    /// <summary>Its rows.</summary>
    public int Rows { get; }

    /// <summary>The classes of a row, 1 where each score is a row of its own.</summary>
    public int Classes { get; }

    /// <summary>What the scores are.</summary>
    public ScoreKind Kind { get; }

    /// <summary>Their type.</summary>
    public ElementType Type { get; }

    /// <summary>The handle of the label that stands at each row, or 0.</summary>
    public Span<int> Standing { get; }

    /// <summary>The weights of the rows as F64, or nothing.</summary>
    public Span<byte> Weights { get; }

    /// <summary>The scores, row by row.</summary>
    public Span<byte> Scores { get; }

    /// <summary>Bytes of a payload.</summary>
    public static int LengthOf(in PredictionRecord record) =>
        (record.Rows * sizeof(int)) + (record.Weights.Length * sizeof(double)) + record.Scores.Length + record.Id.Length;

    /// <summary>Writes a payload.</summary>
    public static void Write(in PredictionRecord record, Span<byte> payload)
    {
        var standing = record.Rows * sizeof(int);
        payload[..standing].Clear();
        var weights = MemoryMarshal.AsBytes(record.Weights);
        weights.CopyTo(payload[standing..]);
        record.Scores.CopyTo(payload[(standing + weights.Length)..]);
        record.Id.CopyTo(payload[^record.Id.Length..]);
    }
}
