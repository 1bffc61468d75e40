namespace XentStream.Pipeline.Evaluating;

/// <summary>The headers of a record that say how to read it, in UTF-8; empty where they are not there.</summary>
public readonly ref struct RecordHeaders
{
    /// <summary>The name of the header with the encoding.</summary>
    public const string ContentTypeName = "content-type";

    /// <summary>The name of the header with the model; it overrides what the payload says.</summary>
    public const string ModelName = "xent-model";

    /// <summary>The name of the header with the model's version; it overrides what the payload says.</summary>
    public const string VersionName = "xent-model-version";

    /// <summary>The encoding of the value.</summary>
    public ReadOnlySpan<byte> ContentType { get; init; }

    /// <summary>The model.</summary>
    public ReadOnlySpan<byte> Model { get; init; }

    /// <summary>The model's version.</summary>
    public ReadOnlySpan<byte> Version { get; init; }
}
