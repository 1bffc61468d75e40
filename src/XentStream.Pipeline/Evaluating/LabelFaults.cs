using System.Globalization;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

/// <summary>The sentences for what a record that is to be joined shows by itself.</summary>
internal static class LabelFaults
{
    /// <summary>The most bytes of an id.</summary>
    public const int MaxIdLength = 1024;

    public static Fault IdMissing() => new(
        FaultCode.RecordIdMissing,
        "The record has no id: no header xent-id or ce_id, no `id` in its payload, and no key.",
        "The producer writes without a key, and its payload has no field for an id.",
        "Write predictions and labels with the id of the request as their key, or in the header xent-id.");

    public static Fault IdTooLong(int length) => new(
        FaultCode.HeaderMalformed,
        string.Create(CultureInfo.InvariantCulture, $"The id has {length} bytes; {MaxIdLength} are allowed."),
        "Another text was written into the field.",
        "Send the id of the request.");

    public static Fault CannotWithdraw() => new(
        FaultCode.PayloadMissing,
        "The record has no value, and with Join:Corrections = first no label can be withdrawn.",
        "It is a tombstone for a compacted topic, or the producer sent null where labels should be.",
        "Declare Join:Corrections = last where labels are corrected and withdrawn, or send labels.");

    public static Fault RowsNotNumbers(TensorView rows) => new(
        FaultCode.TensorTypeUnsupported,
        $"The tensor `rows` is of type {rows.Type.Name} and shape {rows.Shape}; it names rows as whole numbers on one axis.",
        "Another tensor has that name.",
        "Send the numbers of the rows as 64-bit integers of shape [K].");

    public static Fault NoRow(long row) => new(
        FaultCode.LabelRowUnknown,
        string.Create(CultureInfo.InvariantCulture, $"The record names row {row}, which no prediction has."),
        "A row that was not found was written as a number.",
        "Count the rows of each prediction from 0.");

    public static Fault RowTwice(long row) => new(
        FaultCode.LabelRowRepeated,
        string.Create(CultureInfo.InvariantCulture, $"The record names row {row} twice."),
        "Labels of several events were put together without taking one for each row.",
        "Send one label for each row; a correction is a record of its own.");

    public static Fault CountOfRows(TensorShape labels, long rows) => new(
        FaultCode.LabelCountMismatch,
        string.Create(CultureInfo.InvariantCulture, $"The record has labels of shape {labels} and names {rows} rows."),
        "Rows or labels were filtered on one side.",
        "Send one label for each row that `rows` names.");
}
