using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Joining;

/// <summary>A record of the topic of labels, as the join takes it. Its spans need to be valid only while it is added.</summary>
internal readonly ref struct LabelRecord
{
    /// <summary>Its offset.</summary>
    public required long Offset { get; init; }

    /// <summary>Its timestamp in milliseconds.</summary>
    public required long Time { get; init; }

    /// <summary>Whether it was rejected by itself; then nothing but the rows counts.</summary>
    public bool IsRejected { get; init; }

    /// <summary>Whether it has no rows and only tells the time.</summary>
    public bool IsHeartbeat { get; init; }

    /// <summary>Whether it has no value, and withdraws.</summary>
    public bool IsWithdrawal { get; init; }

    /// <summary>The rows by which it counts: those that it names, or as many as it has labels.</summary>
    public int Rows { get; init; }

    /// <summary>Its id.</summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary>The only model that it is for, or empty where it is for all.</summary>
    public string Model { get; init; }

    /// <summary>The only version that it is for, likewise.</summary>
    public string Version { get; init; }

    /// <summary>The type of the labels.</summary>
    public ElementType Type { get; init; }

    /// <summary>Their shape.</summary>
    public TensorShape Shape { get; init; }

    /// <summary>The labels.</summary>
    public ReadOnlySpan<byte> Values { get; init; }

    /// <summary>Whether it names its rows.</summary>
    public bool HasRowNumbers { get; init; }

    /// <summary>The rows of the prediction that it is for, none twice.</summary>
    public ReadOnlySpan<int> RowNumbers { get; init; }
}
