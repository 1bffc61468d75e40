using XentStream.Pipeline.Joining;
using XentStream.Pipeline.Recording;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Publishing;

/// <summary>What was committed for one model and version since the worker started.</summary>
public sealed class CommittedModel
{
    private readonly long[] warned = new long[FaultCodes.All.Length];
    private readonly long[] rejected = new long[FaultCodes.All.Length];

    internal CommittedModel(string model, string version) => (Model, Version) = (model, version);

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The model's version.</summary>
    public string Version { get; }

    /// <summary>The exact totals.</summary>
    public Totals Totals { get; } = new();

    /// <summary>The books of the join, as they changed since the worker started.</summary>
    public JoinCounts Join { get; } = new();

    /// <summary>Batches that were scored, with a warning or without.</summary>
    public long Evaluated { get; private set; }

    /// <summary>Whether any batch came, scored or not; labels by themselves are books and no batches.</summary>
    public bool HasBatches { get; private set; }

    /// <summary>Batches without any row.</summary>
    public long Empty { get; private set; }

    /// <summary>Rows of rejected batches, as far as they could be counted.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>The latest time of a record.</summary>
    public DateTimeOffset LastEvent { get; private set; }

    /// <summary>Batches warned of, by naming code.</summary>
    public long Warned(FaultCode code) => warned[(int)code];

    /// <summary>Batches rejected, by naming code.</summary>
    public long Rejected(FaultCode code) => rejected[(int)code];

    internal void Add(PendingDelta delta)
    {
        Totals.Add(delta.Totals);
        Join.Add(delta.Join);
        HasBatches |= delta.Scored + delta.Warned + delta.Rejected > 0;
        Evaluated += delta.Scored + delta.Warned;
        Empty += delta.Empty;
        RejectedRows += delta.RejectedRows;
        LastEvent = delta.LastEvent > LastEvent ? delta.LastEvent : LastEvent;
        for (var code = 0; code < warned.Length; code++)
        {
            warned[code] += delta.WarnedByCode[code];
            rejected[code] += delta.RejectedByCode[code];
        }
    }
}
