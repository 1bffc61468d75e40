namespace XentStream.Encodings.Selection;

/// <summary>The names of the encodings. They are public interface: in the configuration, on the command line and in results.</summary>
public static class PayloadEncodings
{
    /// <summary>The word by which a topic declares that its records are told apart by their first bytes.</summary>
    public const string Sniff = "sniff";

    /// <summary>All names, and what each declares: an encoding, or null for <see cref="Sniff"/>.</summary>
    public static IReadOnlyList<(string Name, PayloadEncoding? Encoding)> Declarations { get; } =
        [("safetensors", PayloadEncoding.Safetensors), ("oip-json", PayloadEncoding.OipJson), ("oip-protobuf", PayloadEncoding.OipProtobuf), (Sniff, null)];

    /// <summary>The name of what is declared.</summary>
    public static string NameOf(PayloadEncoding? declared) => Declarations.First(pair => pair.Encoding == declared).Name;
}
