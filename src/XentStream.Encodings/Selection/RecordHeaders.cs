namespace XentStream.Encodings.Selection;

/// <summary>
/// The headers of a record that say how to read it and whose it is, in UTF-8; empty where they are not there. Of two of one name the last counts, and case
/// does not matter: HTTP's and Kafka's habits differ.
/// </summary>
public ref struct RecordHeaders
{
    /// <summary>The name of the header with the encoding, which in CloudEvents' binding to Kafka is also their datacontenttype.</summary>
    public const string ContentTypeName = "content-type";

    /// <summary>The name of the header with the model; it overrides what the payload says.</summary>
    public const string ModelName = "xent-model";

    /// <summary>The name of the header with the model's version; it overrides what the payload says.</summary>
    public const string VersionName = "xent-model-version";

    /// <summary>The name of the header, and of the metadata of safetensors, with the sender's count of scored labels.</summary>
    public const string ScoredCountName = "xent-scored";

    /// <summary>The name of the header with the length of the JSON before binary tensors, as Triton's and KServe's HTTP clients send it.</summary>
    public const string HeaderLengthName = "inference-header-content-length";

    /// <summary>The name of the header in which Seldon Core 2 says what a message is.</summary>
    public const string InferTypeName = "seldon-infer-type";

    /// <summary>The name of the header with the id by which predictions and labels are joined; it overrides all other ids.</summary>
    public const string IdName = "xent-id";

    /// <summary>The name of the header, of any value, of a record without rows that only tells the time.</summary>
    public const string HeartbeatName = "xent-heartbeat";

    private const string EventIdName = "ce_id";
    private const string SeldonModelName = "seldon-model";
    private const string KServeServiceName = "ce_inferenceservicename";

    private ReadOnlySpan<byte> id;
    private ReadOnlySpan<byte> eventId;
    private ReadOnlySpan<byte> model;
    private ReadOnlySpan<byte> service;

    /// <summary>The encoding of the value.</summary>
    public ReadOnlySpan<byte> ContentType { get; private set; }

    /// <summary>The length of the JSON before binary tensors, as a decimal.</summary>
    public ReadOnlySpan<byte> HeaderLength { get; private set; }

    /// <summary>What the message is to Seldon Core: <c>proto/InferModelResponse</c>, <c>json/inferModelRequest</c>.</summary>
    public ReadOnlySpan<byte> InferType { get; private set; }

    /// <summary>The model: our own header, or that of KServe's events or Seldon Core.</summary>
    public readonly ReadOnlySpan<byte> Model => model.IsEmpty ? service : model;

    /// <summary>The model's version.</summary>
    public ReadOnlySpan<byte> Version { get; private set; }

    /// <summary>The id: our own header, or that of a CloudEvent.</summary>
    public readonly ReadOnlySpan<byte> Id => id.IsEmpty ? eventId : id;

    /// <summary>Whether the record only tells the time.</summary>
    public bool IsHeartbeat { get; private set; }

    /// <summary>How many labels the sender says are scored, as a decimal.</summary>
    public ReadOnlySpan<byte> ScoredCount { get; private set; }

    /// <summary>The headers of a record, in their order. Those that do not matter are passed over.</summary>
    public static RecordHeaders Of(params ReadOnlySpan<(string Name, byte[]? Value)> headers)
    {
        RecordHeaders read = default;
        foreach (var (name, value) in headers)
        {
            read.Take(name, value);
        }

        return read;
    }

    /// <summary>Takes a header, if it is one of those that matter.</summary>
    public void Take(string name, ReadOnlySpan<byte> value)
    {
        if (Is(name, ContentTypeName))
        {
            ContentType = value;
        }
        else if (Is(name, ModelName))
        {
            model = value;
        }
        else if (Is(name, VersionName))
        {
            Version = value;
        }
        else if (Is(name, ScoredCountName))
        {
            ScoredCount = value;
        }
        else if (Is(name, HeaderLengthName))
        {
            HeaderLength = value;
        }
        else if (Is(name, InferTypeName))
        {
            InferType = value;
        }
        else if (Is(name, IdName))
        {
            id = value;
        }
        else if (Is(name, EventIdName))
        {
            eventId = value;
        }
        else if (Is(name, HeartbeatName))
        {
            IsHeartbeat = true;
        }
        else if (Is(name, KServeServiceName))
        {
            service = value;
        }
        else if (Is(name, SeldonModelName))
        {
            service = WithoutKind(value);
        }
    }

    // Seldon's data plane appends what the name stands for.
    private static ReadOnlySpan<byte> WithoutKind(ReadOnlySpan<byte> name) => name.EndsWith(".model"u8) ? name[..^".model".Length] : name;

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);
}
