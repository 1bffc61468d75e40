using System.Buffers;
using XentStream.Encodings.Tensors;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Encodings.OpenInference.Json;

/// <summary>One sentence for each way in which the JSON of the protocol can be malformed.</summary>
internal static class JsonFaults
{
    private const string AnotherDialect = "The message was written by hand, or in another protocol's JSON.";
    private const string CutOnTheWay = "The payload was cut or joined between producer and topic.";
    private const string SendWhole = "Send the body of an Open Inference Protocol response, as the client or server writes it.";

    private static readonly SearchValues<byte> BehindNumbers = SearchValues.Create(",] \r\n\t"u8);

    public static Fault NotUtf8() => Malformed("The JSON is not UTF-8.", "It was written in another character set, or is no text.", "Write JSON in UTF-8.");

    public static Fault NotJson(ReadOnlySpan<byte> json, long line, long position)
    {
        var at = Locate(json, line, position);
        var isNotFinite = at < json.Length && (json[at..].StartsWith("NaN"u8) || json[at..].StartsWith("Infinity"u8) || json[at..].StartsWith("-Infinity"u8));
        return isNotFinite
            ? Malformed($"The JSON has `NaN` or `Infinity` at byte {at}.", "The model returned values that are not finite, and JSON knows none.", "Find out why the model does so; or send the tensors as bytes.")
            : Malformed($"The payload is not JSON: it breaks off or goes wrong at byte {at}.", CutOnTheWay, SendWhole);
    }

    public static Fault TooDeep(int limit) => Malformed($"The JSON is nested deeper than {limit} levels.", AnotherDialect, SendWhole);

    public static Fault LoneSurrogate() => Malformed("A text in the JSON has half a surrogate pair.", AnotherDialect, "Write texts as UTF-8.");

    public static Fault NumberInfinite(ReadOnlySpan<byte> number) => Malformed(
        $"The number `{Quote.OfUtf8(number, 20)}` is larger than any 64-bit float.", "It was not written by a program that had it as a float.", "Send scores that are finite.");

    public static Fault NoObject() => Malformed("The JSON is not an object.", AnotherDialect, SendWhole);

    public static Fault KeyTwice(string key) => new(
        FaultCode.TensorDuplicate, $"The key `{key}` stands twice.", AnotherDialect, "Write each key once: readers differ in which of two they take.");

    public static Fault NotText(string key) => Malformed($"The value of `{key}` is not a string.", AnotherDialect, $"Write `{key}` as a string.");

    public static Fault NotTensors(string key) => Malformed($"The value of `{key}` is not an array of objects.", AnotherDialect, SendWhole);

    public static Fault NotShape(string name) => Malformed($"The shape of `{name}` is not an array of whole numbers.", AnotherDialect, "Write the shape as in [32, 10].");

    public static Fault NotArray(string name) => Malformed($"The data of `{name}` is not an array.", AnotherDialect, "Write the values as an array, flat or nested.");

    public static Fault NotSize(string name) => Malformed(
        $"The binary_data_size of `{name}` is not a number of bytes.", AnotherDialect, "Write how many bytes the tensor takes behind the JSON.");

    public static Fault ValuesTwice(string name) => Malformed(
        $"The tensor `{name}` has both data and binary_data_size.", AnotherDialect, "Send the values once: in the JSON or behind it.");

    public static Fault HeaderLength(ReadOnlySpan<byte> text, int length) => Malformed(
        $"The header inference-header-content-length is `{Quote.OfUtf8(text, 20)}`; the payload has {length} bytes.",
        "The header belongs to another message, or the payload was cut.", "Send the header that goes with the body, unchanged.");

    public static Fault TailMismatch(long announced, int length) => new(
        FaultCode.TensorRangeInvalid,
        $"The tensors take {announced} bytes behind the JSON; {length} follow it.",
        "The header inference-header-content-length is missing or wrong, or the payload was cut.",
        "Send the body whole, and the header inference-header-content-length with it.");

    public static Fault TooShort(string name, in TensorEntry tensor, int length) => new(
        FaultCode.ByteLengthMismatch,
        $"The data of `{Quote.Of(name)}` has {length} bytes: too few for the {tensor.Shape.Count} values of the shape {tensor.Shape}.",
        "The shape that is told is not that of the array whose values were written.",
        "Write shape and values from one array.");

    public static Fault TooMany(string name, in TensorEntry tensor) => new(
        FaultCode.ByteLengthMismatch,
        $"The tensor `{Quote.Of(name)}` has more values than the {tensor.Shape.Count} of its shape {tensor.Shape}.",
        "The shape that is told is not that of the array whose values were written.",
        "Write shape and values from one array.");

    public static Fault Nesting(string name, TensorShape shape) => Malformed(
        $"The brackets in the data of `{Quote.Of(name)}` do not follow its shape {shape}.", "The array was reshaped on one side only, or is ragged.", "Write the values flat, row by row.");

    public static Fault NoText(string name, string type) => new(
        FaultCode.TensorTypeUnsupported,
        $"The tensor `{Quote.Of(name)}` has the type {type}, whose values JSON cannot hold.",
        "The model's output was written with the type of its memory.",
        "Send the tensor as binary data behind the JSON, or as FP32.");

    public static Fault Unreadable(string name, string type, int index, ReadOnlySpan<byte> text)
    {
        var end = text[1..].IndexOfAny(BehindNumbers);
        var value = Quote.OfUtf8(end < 0 ? text : text[..(end + 1)], 20);
        return text[0] == (byte)'n'
            ? Malformed($"Value {index} of `{Quote.Of(name)}` is null.", "JavaScript and orjson write NaN and infinity as null: the model's values are not finite.", "Find out why the model returns such values.")
            : Malformed($"Value {index} of `{Quote.Of(name)}` is `{value}`, which is no {type}.", "The datatype is not that of the array, or numbers were written as texts.", "Write datatype and values from one array.");
    }

    // The reader counts lines and bytes within a line.
    private static int Locate(ReadOnlySpan<byte> json, long line, long position)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(start + position, json.Length);
    }

    private static Fault Malformed(string wrong, string cause, string fix) => new(FaultCode.HeaderMalformed, wrong, cause, fix);
}
