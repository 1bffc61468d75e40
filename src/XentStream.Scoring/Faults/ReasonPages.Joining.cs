using System.Collections.Immutable;

namespace XentStream.Scoring.Faults;

public static partial class ReasonPages
{
    private static ImmutableArray<ReasonPage> OfJoining =>
    [
        new(FaultCode.RecordIdMissing, "reject", "certain")
        {
            Rule = "A prediction or label that is to be joined has no id: no header xent-id or ce_id, no `id` in its payload, and no key.",
            Example = "a label with no key, and no headers but content-type",
            Cause = "The producer writes without a key, and its payload has no field for an id.",
            Fix = "Write both records with the id of the request as their key, or in the header xent-id.",
        },
        new(FaultCode.LabelRowUnknown, "reject", "certain")
        {
            Rule = "The tensor `rows` of a label names a row that the prediction does not have.",
            Example = "rows [29] for a prediction of 29 rows, which are 0 to 28",
            Cause = "Rows were counted from 1, or over several predictions.",
            Fix = "Count the rows of each prediction from 0.",
        },
        new(FaultCode.LabelRowRepeated, "reject", "certain")
        {
            Rule = "The tensor `rows` of a label names a row twice.",
            Example = "rows [3, 7, 3]",
            Cause = "Labels of several events were put together without taking one for each row.",
            Fix = "Send one label for each row; a correction is a record of its own.",
        },
        new(FaultCode.LabelCountMismatch, "reject", "certain")
        {
            Rule = "A label record has another count of labels than its prediction has rows, or than its tensor `rows` has numbers.",
            Example = "labels [28] for a prediction of 29 rows",
            Cause = "The labels are those of another batch, or only some rows are labelled and the record does not say which.",
            Fix = "Send the labels of all rows in the order of the prediction, or name the rows in a tensor `rows`.",
        },
    ];
}
