using XentStream.Scoring.Faults;

namespace XentStream.Encodings.OpenInference.Protobuf;

/// <summary>One sentence for each way in which a protobuf message can be malformed.</summary>
internal static class WireFaults
{
    private const string CutOnTheWay = "The payload was cut between producer and topic, or is in another encoding.";
    private const string NotProtobuf = "The payload is in another encoding, or was written by hand.";
    private const string SendMessage = "Send a ModelInferResponse of the Open Inference Protocol, serialized by a protobuf library.";

    public static Fault Of(WireError error, int offset) => error switch
    {
        WireError.Cut => Malformed($"The protobuf message ends inside a value; reading stopped at byte {offset}.", CutOnTheWay),
        WireError.VarintTooLong => Malformed($"A number before byte {offset} has more than 64 bits.", NotProtobuf),
        WireError.TagInvalid => Malformed($"What stands before byte {offset} is no field: its number or its type does not exist.", NotProtobuf),
        WireError.GroupUnmatched => Malformed($"A group ends before byte {offset} that did not begin there.", NotProtobuf),
        WireError.TooDeep => Malformed($"Groups are nested deeper than 100 levels at byte {offset}.", NotProtobuf),
        WireError.NotUtf8 => Malformed($"A text before byte {offset} is not UTF-8.", "Bytes were written into a field for text."),
        _ => Malformed($"Packed numbers before byte {offset} do not come out even.", CutOnTheWay),
    };

    public static Fault RawCount(int raw, int tensors) => Malformed(
        $"The message has {tensors} tensors and {raw} raw contents.", "An output was added or removed without its contents, or two messages were joined.");

    public static Fault RawAndTyped() => Malformed("The message has both raw and typed contents.", "The contents of one output were set both ways, or two messages were joined.");

    public static Fault OnlyRaw(string name, string type) => new(
        FaultCode.TensorTypeUnsupported,
        $"The tensor `{Quote.Of(name)}` has the type {type} and typed contents, which have no field for it.",
        "The datatype was set by hand.",
        $"Send {type} in raw_output_contents.");

    public static Fault OtherContents(string name, string type, int field) => new(
        FaultCode.ByteLengthMismatch,
        $"The tensor `{Quote.Of(name)}` is {type}, but its values are in {ContentsFields.NameOf(field)}.",
        "The datatype was set by hand, or the values were put into another field than the one for it.",
        "Put the values into the field of the datatype, or send raw_output_contents.");

    public static Fault OutOfRange(string name, string type, int index, Int128 value) => Malformed(
        $"Value {index} of `{Quote.Of(name)}` is {value}, which is no {type}.", "The datatype is not that of the array.");

    public static Fault Prefix() => Malformed("The payload begins with 00 as behind a schema registry, but no message follows its id.", CutOnTheWay);

    private static Fault Malformed(string wrong, string cause) => new(FaultCode.HeaderMalformed, wrong, cause, SendMessage);
}
