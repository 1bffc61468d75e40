using System.Collections.Immutable;

namespace XentStream.Scoring.Faults;

public static partial class ReasonPages
{
    private static ImmutableArray<ReasonPage> OfValues =>
    [
        new(FaultCode.LabelDtypeConvertible, "info", "certain")
        {
            Rule = "Labels that are declared as indices or binary come as floating numbers that are all whole.",
            Example = "labels F32 [29] of 3.0, 7.0, …",
            Cause = "A join, a mean or a default type made them floating.",
            Fix = "No harm is done; send labels as I64, and the remark ends.",
        },
        new(FaultCode.LabelText, "reject", "certain")
        {
            Rule = "The labels are text, null or objects where numbers are expected.",
            Example = "labels BYTES [29] of \"seven\"",
            Cause = "Names of classes without the label encoder, numbers in quotes, or null for rows without a label.",
            Fix = "Encode the labels with the map of the training; send numbers as numbers, and the ignore value where a label is missing.",
        },
        new(FaultCode.LabelNonIntegral, "reject", "certain")
        {
            Rule = "Index labels with a fraction, or not finite.",
            Example = "2.5 in a label map",
            Cause = "An interpolated mask, a regression target, or missing values.",
            Fix = "Resize label maps by nearest neighbour; map missing labels to the ignore value; never round or truncate.",
        },
        new(FaultCode.LabelIntegerWraparound, "reject; an 8-bit type warn", "certain; an 8-bit type likely")
        {
            Rule = "A label that is 0 - 1 in unsigned arithmetic, or a NaN or infinity as an integer; or labels of an 8-bit type for more classes than it can name.",
            Example = "4294967295",
            Cause = "A label was computed in an unsigned or narrow type, or a missing label was cast.",
            Fix = "Widen before arithmetic; map missing labels to the ignore value.",
        },
        new(FaultCode.LabelOneBased, "reject", "likely")
        {
            Rule = "The labels run from 1 to C, and one in the lowest tenth speaks for it.",
            Example = "labels 1 to 10 for 10 classes",
            Cause = "Labels are counted from 1; or the head is one class short.",
            Fix = "Subtract 1, or widen the head.",
        },
        new(FaultCode.LabelOutOfRange, "reject", "certain")
        {
            Rule = "A label that is below 0 or no class, and not the ignore value.",
            Example = "1003 for 10 classes",
            Cause = "Raw ids, another vocabulary, or an ignore value that is not declared.",
            Fix = "Encode labels as 0 to C - 1, or declare IgnoreIndex.",
        },
        new(FaultCode.IgnoreIndexMismatch, "reject", "likely")
        {
            Rule = "All labels that are no class are one value, it is repeated, and it is negative or one that is in use for ignoring; or so in eight rejected batches in a row.",
            Example = "255 in a third of the labels, IgnoreIndex -100",
            Cause = "Producer and contract use different ignore values.",
            Fix = "Use one ignore value on both sides.",
        },
        new(FaultCode.IgnoreIndexCollides, "info, in config alone", "certain")
        {
            Rule = "The declared ignore value is one of the declared classes.",
            Example = "IgnoreIndex: 0 with Classes: 10",
            Cause = "Padding shares the number of a class: its real labels are dropped.",
            Fix = "Use a value outside the classes, or mask by position.",
        },
        new(FaultCode.BinaryLabelsNot01, "reject", "certain; 0 and 255 ambiguous")
        {
            Rule = "Sigmoid: a label that is neither 0 nor 1, or no number in [0, 1]; or index labels of two classes that are 0 and 255.",
            Example = "labels of -1 and 1",
            Cause = "Signed coding, unscaled masks, or an undeclared ignore value.",
            Fix = "Map labels to 0 and 1, or declare IgnoreIndex; declare Labels: probability where they are soft.",
        },
        new(FaultCode.TargetNotDistribution, "reject", "certain")
        {
            Rule = "A row of dense labels with a negative value or a sum that is off 1; declared one-hot rows that are not; rows of zeros, unless declared.",
            Example = "a row that sums to 1.4",
            Cause = "The rows were not normalised, or have no label.",
            Fix = "Normalise the rows; declare ZeroRows: ignore where zeros mean no label.",
        },
        new(FaultCode.ProbabilitiesAsLogits, "warn", "likely; sigmoid ambiguous")
        {
            Rule = "Declared logits that are all in [0, 1] and sum to 1 in every row; with a sigmoid, a thousand in [0, 1] whose loss is lower as probabilities. Over a stream too.",
            Example = "logits that are the output of softmax",
            Cause = "Softmax or sigmoid is taken twice: the loss cannot fall to 0.",
            Fix = "Send the raw scores, or declare Scores: probabilities.",
        },
        new(FaultCode.LogitsAsProbabilities, "reject", "certain")
        {
            Rule = "Declared probabilities outside [0, 1] or with a sum off 1; declared logarithms above 0 or with a log-sum-exp off 0.",
            Example = "probabilities of -3.1 to 5.2",
            Cause = "The scores are logits, or were normalised before a later layer.",
            Fix = "Send the output of softmax or log_softmax, or declare Scores: logits.",
        },
        new(FaultCode.NumericOverflow, "reject", "certain")
        {
            Rule = "A scored row holds NaN or +Inf (under the sigmoid NaN alone).",
            Example = "NaN in row 3",
            Cause = "Half precision, a learning rate too high, or a division by zero.",
            Fix = "Compute the head in F32, and find the first layer that is not finite.",
        },
        new(FaultCode.InfiniteLoss, "warn", "certain")
        {
            Rule = "A scored row gives its label probability 0, or has a loss beyond the range of a double; or the sum of the losses is beyond it.",
            Example = "-Inf at the label's class",
            Cause = "Scores were clipped, rounded or masked before sending, or the label map is another.",
            Fix = "Send logits or log-probabilities before any clipping or masking.",
        },
        new(FaultCode.LmShiftWrong, "warn", "likely")
        {
            Rule = "The mean loss of a batch of sequences is lower by more than 20 % and 0.5 nat when labels move by one position, over 500 tokens of the batch or of the stream, and beyond chance.",
            Example = "6.1 as sent, 2.9 when labels move by one",
            Cause = "The shift is missing or was done twice.",
            Fix = "Shift labels exactly once, within each sequence.",
        },
        new(FaultCode.LabelMapPermuted, "warn", "likely")
        {
            Rule = "Other names for the classes lift the mean recall by more than 0.2, with 30 labels of each class in the batch, or in a sample of the stream, and beyond chance.",
            Example = "0 as 1 and 1 as 0 lift it from 0.04 to 0.96",
            Cause = "Producer and model order their classes differently; a constant offset is a background class.",
            Fix = "Exchange class names, not ids.",
        },
    ];
}
