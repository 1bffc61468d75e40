using System.Text;

namespace XentStream.Encodings.Selection;

/// <summary>Which encoding the headers of a record name.</summary>
internal static class ContentTypes
{
    /// <summary>The content type of safetensors.</summary>
    public const string Safetensors = "application/x-safetensors";

    /// <summary>The content type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The content type of protobuf.</summary>
    public const string Protobuf = "application/x-protobuf";

    /// <summary>The content type of an event that is a JSON object with its data in it.</summary>
    public const string StructuredEvent = "application/cloudevents+json";

    private static readonly (string Name, PayloadEncoding Encoding)[] Known =
    [
        (Safetensors, PayloadEncoding.Safetensors),
        (Json, PayloadEncoding.OipJson),
        (Protobuf, PayloadEncoding.OipProtobuf),
        ("application/protobuf", PayloadEncoding.OipProtobuf),
        ("application/vnd.google.protobuf", PayloadEncoding.OipProtobuf),
    ];

    /// <summary>The encoding of a content type, whose parameters and case do not matter (RFC 9110, section 8.3.1), or null.</summary>
    public static PayloadEncoding? Find(ReadOnlySpan<byte> contentType)
    {
        foreach (var (name, encoding) in Known)
        {
            if (Is(contentType, name))
            {
                return encoding;
            }
        }

        return null;
    }

    /// <summary>Whether a content type is a certain one.</summary>
    public static bool Is(ReadOnlySpan<byte> contentType, string name)
    {
        if (contentType.Length < name.Length)
        {
            return false;
        }

        var end = contentType.IndexOf((byte)';');
        return Ascii.EqualsIgnoreCase((end < 0 ? contentType : contentType[..end]).Trim(" \t"u8), name);
    }
}
