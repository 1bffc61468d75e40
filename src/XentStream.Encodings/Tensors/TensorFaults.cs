using XentStream.Scoring.Faults;

namespace XentStream.Encodings.Tensors;

/// <summary>The sentences for tensors that are not there or cannot be taken, whatever the encoding.</summary>
internal static class TensorFaults
{
    private const int LongestExample = 20;

    public static Fault Missing(string name, TensorTable table) => new(
        FaultCode.TensorMissing,
        $"There is no tensor `{Quote.Of(name)}`; there {(table.Entries.Length == 1 ? "is" : "are")} {NamesIn(table)}.",
        "The model calls its output otherwise, or only one side of the batch was sent.",
        "Send `logits` (or `probabilities`, `log_probabilities`) and `labels`, or tell the model's names in Rename.");

    public static Fault TooMany() => new(
        FaultCode.HeaderTooLarge, $"The message has more than {TensorTable.MaxTensors} tensors.", "Several messages were joined.", "Send the outputs of one batch.");

    public static Fault TooMuchText() => new(
        FaultCode.HeaderTooLarge, $"Names and types take more than {TensorTable.MaxText} bytes.", "Other texts were written into the fields of names.", "Send short names.");

    public static Fault Duplicate(string name) => new(
        FaultCode.TensorDuplicate,
        $"Two tensors are called `{Quote.Of(name)}`.",
        "Two outputs were written under one name, or two headers were joined.",
        "Give each tensor a name of its own.");

    public static Fault TypeUnknown(string name, string type) => new(
        FaultCode.TensorTypeUnsupported,
        $"The datatype of `{Quote.Of(name)}` is `{type}`, which the protocol does not know.",
        "The name of the type is another library's, or in lower case.",
        "Write FP32 or FP64 for logits, and INT64 for labels.");

    public static Fault TypeUnsupported(string name, string type, bool isLabels) => new(
        FaultCode.TensorTypeUnsupported,
        $"The tensor `{Quote.Of(name)}` has elements of type {type}, which cannot be scored.",
        type == "BYTES" ? "Texts were sent: names of classes, or numbers as strings." : "The model's quantised output was sent as it is.",
        isLabels ? "Send class indices as 64-bit integers." : "Send the scores as 32-bit floats.");

    public static Fault LabelText(string name, in TensorEntry tensor, LabelTexts texts)
    {
        var labels = $"The labels `{Quote.Of(name)}`{(tensor.HasShape ? $" {tensor.Shape}" : "")}";
        var among = texts.Count == LabelTexts.Most ? $"the first {texts.Count}" : $"{texts.Count}";
        return texts switch
        {
            { Nulls: > 0 } => LabelText(
                $"{labels} hold null: {texts.Nulls} of {among}, the first at place {texts.FirstNull}.",
                "Rows without a label were written as null; None and NaN become null in JSON too.",
                "Send the declared ignore value for rows without a label, or leave those rows out on both sides."),
            { Objects: > 0 } => LabelText(
                $"{labels} hold JSON objects: {texts.Objects} of {among}.",
                "Each label was sent with its name, id or score around it.",
                "Send the class index of each row alone, as a whole number."),
            { First: { } first, AreNumbers: true } => LabelText(
                $"{labels} are numbers written as text: the first is `{Quote.Of(first, LongestExample)}`.",
                "A CSV column, a quoted JSON field or an array of objects was sent without converting it.",
                "Convert the labels to 64-bit integers before sending (in NumPy: labels.astype(\"int64\"))."),
            { First: { } first } => LabelText(
                $"{labels} are text: {texts.Different} different in {among}, the first is `{Quote.Of(first, LongestExample)}`.",
                "Names of classes were sent: the label encoder was skipped.",
                "Encode the labels with the map that the model was trained with, and send class indices as 64-bit integers."),
            _ => LabelText(
                $"{labels} are declared as text ({tensor.Type!.Name}), and hold none.",
                "The datatype was left as it is for texts, or the values were cut off.",
                "Send class indices as 64-bit integers."),
        };
    }

    private static Fault LabelText(string wrong, string cause, string fix) => new(FaultCode.LabelText, wrong, cause, fix);

    public static Fault ShapeOverflow(string name, int rank) => new(
        FaultCode.ShapeOverflow,
        $"The shape of `{Quote.Of(name)}` has {rank} axes whose product exceeds 63 bits, or more than 8 axes.",
        "A length of the shape is a negative number seen as unsigned, or not a length at all.",
        "Send the shape of the tensor as the framework prints it.");

    public static Fault NoShape(string name) => new(
        FaultCode.ShapeOverflow,
        $"The shape of `{Quote.Of(name)}` is missing, has a negative length or more than 8 axes, or its product exceeds 63 bits.",
        "A length is unknown (-1), as in a model's signature, or the shape was not filled in.",
        "Send the shape that the array really has.");

    public static Fault NoValues(string name) => new(
        FaultCode.TensorMissing,
        $"The tensor `{Quote.Of(name)}` has no values.",
        "Only the description of the output was sent, or its values lie in shared memory.",
        "Send the values with the tensor.");

    public static Fault TooLarge(string name, in TensorEntry tensor) => new(
        FaultCode.BatchTooLarge,
        $"The tensor `{Quote.Of(name)}` has the shape {tensor.Shape}: {tensor.Shape.Count} values.",
        "The shape is not that of the array, or whole data sets are sent as one batch.",
        "Send smaller batches; arrays of this size only as bytes.");

    public static Fault LengthMismatch(in TensorEntry tensor, ulong bytes) => new(
        FaultCode.ByteLengthMismatch,
        $"A tensor of {tensor.Type!.Name} {tensor.Shape} lies in {bytes} bytes.",
        "The shape or the type that is told is not that of the array whose bytes were written.",
        "Write shape, type and bytes from one contiguous array.");

    public static Fault CountMismatch(string name, in TensorEntry tensor, long count) => new(
        FaultCode.ByteLengthMismatch,
        $"The tensor `{Quote.Of(name)}` of shape {tensor.Shape} has {count} values instead of {tensor.Shape.Count}.",
        "The shape that is told is not that of the array whose values were written.",
        "Write shape and values from one array.");

    private static string NamesIn(TensorTable table)
    {
        var names = new List<string>();
        foreach (ref readonly var tensor in table.Entries[..Math.Min(table.Entries.Length, 3)])
        {
            names.Add($"`{table.Quote(tensor.Name)}`");
        }

        return names.Count == 0 ? "none" : string.Join(", ", names) + (table.Entries.Length > 3 ? ", …" : "");
    }
}
