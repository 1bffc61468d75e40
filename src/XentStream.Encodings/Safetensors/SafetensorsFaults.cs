using System.Globalization;
using System.Text.Json;
using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Safetensors;

/// <summary>The sentences for payloads that are no safetensors, or not the ones that are needed.</summary>
internal static class SafetensorsFaults
{
    private const string WrittenByHand = "The header was written by hand, changed after it was written, or the payload is in another encoding.";
    private const string UseTheLibrary = "Write the payload with a safetensors library, and send its bytes unchanged.";
    private const string DamagedInTransit = "The payload was cut or joined between producer and topic, or the header belongs to other tensors.";

    public static Fault NoPrefix(int length) => Malformed(
        $"The payload has {length} bytes; safetensors begin with 8 bytes that tell the length of the header.", DamagedInTransit);

    public static Fault HeaderTooLarge(ulong length, int limit) => new(
        FaultCode.HeaderTooLarge,
        $"The first 8 bytes announce a header of {length} bytes; {limit} are allowed.",
        "The payload is in another encoding (text and protobuf give such numbers), or whole model weights were sent.",
        "Send safetensors that hold the tensors of one batch, or name the encoding in the header content-type.");

    public static Fault TooManyTensors(int limit) => new(
        FaultCode.HeaderTooLarge,
        $"The header describes more than {limit} tensors.",
        "Whole model weights were sent.",
        "Send safetensors that hold the tensors of one batch.");

    public static Fault HeaderCut(int length, int rest) => Malformed($"The header should have {length} bytes; {rest} follow.", DamagedInTransit);

    public static Fault NoObject(ReadOnlySpan<byte> json) => Malformed(
        json.IsEmpty ? "The header is empty." : $"The header begins with the byte 0x{json[0]:X2}, not with a brace.", WrittenByHand);

    public static Fault NotUtf8() => Malformed("The header is not UTF-8.", WrittenByHand);

    public static Fault NotJson(long position, long line) => Malformed(
        line == 0 ? $"The header is not JSON: it breaks off or goes wrong at byte {position}." : $"The header is not JSON: line {line + 1}, byte {position}.", WrittenByHand);

    public static Fault LoneSurrogate() => Malformed("A text in the header has half a surrogate pair.", WrittenByHand);

    public static Fault NotAnObject(string name) => Malformed($"The entry `{Quote.Of(name)}` of the header is not an object.", WrittenByHand);

    public static Fault MetadataNotText() => Malformed("A value in `__metadata__` is not a string.", WrittenByHand);

    public static Fault UnknownKey(string name, ReadOnlySpan<byte> key) => Malformed(
        $"The entry `{Quote.Of(name)}` has the key `{Quote.OfUtf8(key)}`; dtype, shape and data_offsets are known.", WrittenByHand);

    public static Fault KeyMissing(string name, string key) => Malformed($"The entry `{Quote.Of(name)}` has no `{key}`.", WrittenByHand);

    public static Fault NotWholeNumbers(string name, string key) => Malformed(
        $"The `{key}` of `{Quote.Of(name)}` {(key == "shape" ? "is not an array" : "is not a pair")} of whole numbers of at least 0.", WrittenByHand);

    public static Fault KeyTwice(string key) => new(
        FaultCode.TensorDuplicate,
        $"The key `{key}` stands twice in the header.",
        WrittenByHand,
        "Write each key once: readers differ in which of two they take.");

    public static Fault TypeUnknown(string name, ref Utf8JsonReader json) => new(
        FaultCode.TensorTypeUnsupported,
        $"The dtype of `{Quote.Of(name)}` is {Quote.OfUtf8(json.ValueSpan)}, which safetensors does not know.",
        "The name of the type is another library's, or in lower case.",
        "Write F32 or F64 for logits, and I64 for labels.");

    public static Fault RangeInvalid(ulong begin, ulong end, ulong expected) => new(
        FaultCode.TensorRangeInvalid,
        $"A tensor lies at [{begin}, {end}), where one should begin at {expected}.",
        "The offsets leave a hole or overlap: they were computed by hand, or count from another place than the end of the header.",
        UseTheLibrary);

    public static Fault EndsElsewhere(ulong end, int length) => new(
        FaultCode.TensorRangeInvalid,
        string.Create(CultureInfo.InvariantCulture, $"The tensors end at byte {end} behind the header; {length} bytes follow it."),
        DamagedInTransit,
        "Send the payload whole. Where it passes through text or a size limit on its way, look there.");

    private static Fault Malformed(string wrong, string cause) => new(FaultCode.HeaderMalformed, wrong, cause, UseTheLibrary);
}
