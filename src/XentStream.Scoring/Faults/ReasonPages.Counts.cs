using System.Collections.Immutable;

namespace XentStream.Scoring.Faults;

public static partial class ReasonPages
{
    private static ImmutableArray<ReasonPage> OfCounts =>
    [
        new(FaultCode.NothingToScore, "reject where one side is empty, else warn", "certain")
        {
            Rule = "There are no predictions, no labels, or no label that is scored; or the weights of all scored rows are 0.",
            Example = "logits [0, 10] with labels [32]; 32 labels that are all -100",
            Cause = "One side was filtered, everything is ignored or weighs nothing, or the part with the answers was cut off.",
            Fix = "Check filters, truncation, masking and weights before the batch is built; never divide by a count that can be 0.",
        },
        new(FaultCode.OnehotFlattened, "reject", "certain")
        {
            Rule = "C labels for each prediction, and every block of C holds a single 1 among zeros.",
            Example = "logits [32, 10], labels [320] of 0 and 1",
            Cause = "One-hot labels went through the reshape that is meant for class indices.",
            Fix = "Send the argmax of each row, or keep the rows and declare Labels: one-hot.",
        },
        new(FaultCode.LabelCountIsMultiple, "reject", "likely")
        {
            Rule = "The labels are k times the predictions, k > 1.",
            Example = "logits [20, 10], labels [40]",
            Cause = "Labels of each step or segment against one pooled prediction, or only a part of the batch was scored.",
            Fix = "Emit a prediction for each step, or pool the labels.",
        },
        new(FaultCode.LogitCountIsMultiple, "reject", "likely; beyond 64 ambiguous")
        {
            Rule = "The predictions are k times the labels, k > 1.",
            Example = "logits [24, 10], labels [12]",
            Cause = "A flatten, reshape or concatenation put features, crops or input streams on the batch axis.",
            Fix = "Flatten from axis 1 on; concatenate on the feature axis; average the predictions of crops.",
        },
        new(FaultCode.SequenceOffByOne, "reject", "likely")
        {
            Rule = "As many sequences on both sides, of lengths that differ by one and are 10 or more.",
            Example = "logits [24, 10], labels [22]: 2x12 against 2x11",
            Cause = "A start or end token was not dropped on one side, or the shift was done on one side only.",
            Fix = "Slice scores and labels to the same length.",
        },
        new(FaultCode.SequenceLengthMismatch, "reject", "likely; flattened ambiguous")
        {
            Rule = "The same batch and another length; flattened, where a common factor or counts one below multiples of 8 speak for lengths.",
            Example = "logits [2, 10, 7], labels [2, 5]",
            Cause = "Inputs and labels were padded or cut separately.",
            Fix = "Pad the labels with the ignore value to the length of the inputs.",
        },
        new(FaultCode.PartialBatchMismatch, "reject", "ambiguous")
        {
            Rule = "The leading lengths differ, and no ratio and no common factor explains it.",
            Example = "logits [32, 10], labels [31]",
            Cause = "Rows were lost, or a chunk or a last batch was taken on one side only.",
            Fix = "Join predictions and labels by sample id, or split both with the same range.",
        },
        new(FaultCode.BatchSqueezed, "reject", "ambiguous")
        {
            Rule = "Scores [C] with more than one label row, or a dense label [C] with several predictions.",
            Example = "logits [10], labels [32]",
            Cause = "A squeeze met a batch of one, or a sample was sent without its batch.",
            Fix = "Squeeze named axes only, or add the batch axis with unsqueeze(0).",
        },
        new(FaultCode.LabelShapeMismatch, "reject", "certain")
        {
            Rule = "Labels and scores do not pair, and no other rule says why; or undeclared floating labels one axis short.",
            Example = "logits [29, 2], labels F32 [29]",
            Cause = "An axis was added, dropped or moved on one side.",
            Fix = "Send labels of the predictions' shape, or declare the class axis and the kind of labels.",
        },
        new(FaultCode.ScoredCountWrong, "warn; the padded tail alone info", "certain; the tail ambiguous")
        {
            Rule = "The sender's count of scored labels (header or metadata xent-scored) is not ours; or one value ends every row of labels and is scored.",
            Example = "xent-scored: 64, and 29 labels are scored",
            Cause = "Padding is scored on one side only, or a mean was divided by another count.",
            Fix = "Mask by length; carry sum and count in each message, and divide once.",
        },
    ];
}
