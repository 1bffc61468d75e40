using System.Globalization;
using XentStream.Scoring.Faults;

namespace XentStream.Pipeline.Joining;

/// <summary>The sentences for what only a label and its prediction together show.</summary>
internal static class JoinFaults
{
    public static Fault CountMismatch(int labels, int places, int classes, int rows) => new(
        FaultCode.LabelCountMismatch,
        string.Create(CultureInfo.InvariantCulture, $"The record has {labels} label values for {places} rows of a prediction of {rows} rows and {classes} classes."),
        "The labels are those of another batch, or only some rows are labelled and the record does not say which.",
        "Send the labels of all rows in the order of the prediction, or name the rows in a tensor `rows`.");

    public static Fault RowUnknown(int row, int rows) => new(
        FaultCode.LabelRowUnknown,
        string.Create(CultureInfo.InvariantCulture, $"The record names row {row}; the prediction has rows 0 to {rows - 1}."),
        "Rows were counted from 1, or over several predictions.",
        "Count the rows of each prediction from 0.");
}
