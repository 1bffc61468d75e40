using XentStream.Pipeline.Evaluating;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Joining;

/// <summary>What a record of one of the two topics holds for the join, copied out of the client's memory. One instance serves all records of a thread; it holds until the next.</summary>
internal sealed class JoinContent
{
    private readonly ContentBuffer<byte> id = new();
    private readonly ContentBuffer<byte> values = new();
    private readonly ContentBuffer<byte> raw = new();
    private readonly ContentBuffer<double> weights = new();
    private readonly ContentBuffer<int> rowNumbers = new();

    /// <summary>Whether it is a label, and not a prediction.</summary>
    public bool IsLabel { get; private set; }

    /// <summary>Whether it is a label that has no rows and only tells the time.</summary>
    public bool IsHeartbeat { get; set; }

    /// <summary>Whether it is a label without value.</summary>
    public bool IsWithdrawal { get; set; }

    /// <summary>Whether it is a label that names its rows.</summary>
    public bool HasRowNumbers { get; set; }

    /// <summary>Its rows.</summary>
    public int Rows { get; set; }

    /// <summary>What the scores are.</summary>
    public ScoreKind Kind { get; set; }

    /// <summary>The type of scores or labels.</summary>
    public ElementType Type { get; set; }

    /// <summary>The shape of labels.</summary>
    public TensorShape Shape { get; set; }

    /// <summary>The id.</summary>
    public ContentBuffer<byte> Id => id;

    /// <summary>The scores row by row, or the labels as they came.</summary>
    public ContentBuffer<byte> Values => values;

    /// <summary>The value of a label record as it came, for the case that it fits no prediction.</summary>
    public ContentBuffer<byte> Raw => raw;

    /// <summary>Weights of rows, or none.</summary>
    public ContentBuffer<double> Weights => weights;

    /// <summary>The rows that a label names.</summary>
    public ContentBuffer<int> RowNumbers => rowNumbers;

    /// <summary>Begins with another record.</summary>
    public void Begin(bool isLabel)
    {
        (IsLabel, IsHeartbeat, IsWithdrawal, HasRowNumbers, Rows, Kind, Type, Shape) = (isLabel, false, false, false, 0, default, default, default);
        id.Take(0);
        values.Take(0);
        raw.Take(0);
        weights.Take(0);
        rowNumbers.Take(0);
    }

    /// <summary>As a prediction for the join.</summary>
    public PredictionRecord ToPrediction(long offset, long time, Evaluation evaluation) => new()
    {
        Offset = offset,
        Time = time,
        Model = evaluation.Model,
        Version = evaluation.Version,
        IsRejected = evaluation.Status == BatchStatus.Rejected,
        Rows = Rows,
        Id = id.Span,
        Kind = Kind,
        Type = Type,
        Scores = values.Span,
        Weights = weights.Span,
    };

    /// <summary>As a label for the join.</summary>
    public LabelRecord ToLabel(long offset, long time, Evaluation evaluation) => new()
    {
        Offset = offset,
        Time = time,
        IsRejected = evaluation.Status == BatchStatus.Rejected,
        IsHeartbeat = IsHeartbeat,
        IsWithdrawal = IsWithdrawal,
        Rows = Rows,
        Id = id.Span,
        Model = evaluation.Model,
        Version = evaluation.Version,
        Type = Type,
        Shape = Shape,
        Values = values.Span,
        HasRowNumbers = HasRowNumbers,
        RowNumbers = rowNumbers.Span,
    };
}
