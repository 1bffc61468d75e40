using System.Collections.Immutable;

namespace XentStream.Scoring.Faults;

public static partial class ReasonPages
{
    private static ImmutableArray<ReasonPage> OfAxes =>
    [
        new(FaultCode.ExtraSingletonDim, "warn, and read without the axis; undeclared labels: reject", "certain; undeclared ambiguous")
        {
            Rule = "Labels pair with the scores but for axes of length 1.",
            Example = "logits [32, 10], labels [32, 1]",
            Cause = "A column vector or a mask channel was kept.",
            Fix = "Squeeze that axis, or declare Squeeze: true.",
        },
        new(FaultCode.LabelHasColorChannels, "reject", "likely")
        {
            Rule = "Index labels of the scores' rank, with an axis of 3 or 4 more than the map.",
            Example = "logits [4, 21, 64, 64], labels [4, 64, 64, 3]",
            Cause = "An RGB(A) picture was loaded as the mask.",
            Fix = "Map colours to class ids, and keep one channel.",
        },
        new(FaultCode.SpatialSizeMismatch, "reject", "certain; flattened likely")
        {
            Rule = "Maps of equal batch and rank whose height or width differ; flattened, large counts with a common factor of 100 or more.",
            Example = "logits [1, 10, 5, 5], labels [1, 4, 4]",
            Cause = "Output stride, convolutions without padding, or rounding.",
            Fix = "Resize the logits (never the labels), or crop both alike.",
        },
        new(FaultCode.LabelRankTooLow, "reject", "certain")
        {
            Rule = "One label, or one row of C, for each leading index of a map of predictions.",
            Example = "logits [2, 10, 3, 4], labels [2]",
            Cause = "Pooling or flattening is missing, or the mask was not sent.",
            Fix = "Pool the predictions, or send a label for each of them.",
        },
        new(FaultCode.ClassAxisMismatch, "warn and read by the axis that fits; reject where several or the first could be it", "certain or ambiguous")
        {
            Rule = "The labels fit the scores with their classes on another axis, or the scores have no class axis as declared.",
            Example = "logits [4, 5, 10], labels [4, 5], class axis 1",
            Cause = "The scores are channels-first where channels-last is declared, or the other way round.",
            Fix = "Move the class axis of the scores, or declare ClassAxis as it is.",
        },
        new(FaultCode.SoftmaxWrongAxis, "warn for logits, else reject", "likely for logits, else certain")
        {
            Rule = "The scores sum to 1 over another axis, and over the class axis they do not.",
            Example = "probabilities [29, 10] whose columns sum to 1",
            Cause = "softmax was called with another dim, or with none.",
            Fix = "Normalise over the class axis.",
        },
        new(FaultCode.ClassCountMismatch, "reject", "certain")
        {
            Rule = "The head has another number of classes than declared, or than the rows of dense labels.",
            Example = "logits [29, 9] where 10 are declared",
            Cause = "Another label set, a stray folder, a background class, or a class that is absent in a part of the data.",
            Fix = "Build head and label encoder from one list; declare ClassesAtLeast: true for a padded vocabulary.",
        },
        new(FaultCode.RowWeightInvalid, "reject", "certain")
        {
            Rule = "The tensor weights has neither the shape of the label rows nor that of the predictions, or a value of a scored row is negative, above 1E+144 or not finite.",
            Example = "weights [10] for labels [29]",
            Cause = "Class weights were sent as weights of rows, or a division by zero made them.",
            Fix = "Send one weight from 0 to 1E+144 for each row.",
        },
        new(FaultCode.ClassWeightMismatch, "reject", "certain")
        {
            Rule = "The declared weights of classes are more or fewer than the classes; with a sigmoid, those of positive labels than the last axis.",
            Example = "ClassWeights: [1, 2] for 10 classes",
            Cause = "The weights were made for another head.",
            Fix = "Declare one weight for each class, in the order of the classes.",
        },
        new(FaultCode.IndexGivenToDenseLoss, "reject", "certain")
        {
            Rule = "Labels of the predictions' shape where rows are declared; or undeclared integers of the scores' shape that are no one-hot rows.",
            Example = "logits [29, 10], labels [29], Labels: distribution",
            Cause = "Class indices for a dense loss; some frameworks multiply the column into every class.",
            Fix = "Send a row of C numbers for each label, or declare Labels: index.",
        },
        new(FaultCode.OnehotGivenToIndexLoss, "warn and take the argmax; undeclared or soft rows: reject", "certain; undeclared ambiguous")
        {
            Rule = "Labels of the scores' shape whose rows are one-hot, or distributions, where indices are expected.",
            Example = "logits [29, 10], labels [29, 10] of 0 and 1, Labels: index",
            Cause = "The labels were encoded for a dense loss.",
            Fix = "Send the argmax of each row, or declare Labels: one-hot.",
        },
        new(FaultCode.MultilabelGivenToSoftmax, "reject", "certain")
        {
            Rule = "Labels of the scores' shape that are 0 and 1, with several ones in a row.",
            Example = "logits [29, 10], a row of labels with two ones",
            Cause = "A multi-label target for a single-label loss, or several heads side by side.",
            Fix = "Declare Link: sigmoid, or split the heads.",
        },
        new(FaultCode.SingleLogitSoftmax, "reject", "certain")
        {
            Rule = "One class with a softmax.",
            Example = "logits [29, 1]",
            Cause = "A binary classifier with one output is scored as if it had two.",
            Fix = "Send two logits for each row, or declare Link: sigmoid.",
        },
        new(FaultCode.BinaryHeadWidthMismatch, "reject", "certain")
        {
            Rule = "Sigmoid: equal rows, and widths of 1 and 2, or a column of class ids against a head of C.",
            Example = "logits [29, 2], labels [29, 1]",
            Cause = "A head of two units was paired with binary labels, or class ids were sent.",
            Fix = "Send one score and one label column, or declare Link: softmax with Labels: index.",
        },
        new(FaultCode.BroadcastRankMismatch, "warn where the counts are equal, else reject", "certain")
        {
            Rule = "Sigmoid: shapes that differ by axes of length 1 alone.",
            Example = "logits [29, 1], labels [29]: a framework compares 29x29 pairs",
            Cause = "An axis of length 1 was kept or lost on one side.",
            Fix = "Send scores and labels of equal shape.",
        },
        new(FaultCode.PayloadRoleError, "reject", "certain for integer scores, else likely")
        {
            Rule = "Scores of an integer type; log-probabilities under a sigmoid; or labels like scores beside scores like labels.",
            Example = "logits I64 [29]",
            Cause = "The field holds decisions, or scores and labels were swapped.",
            Fix = "Send the raw scores of one head, and check the order of the arguments.",
        },
    ];
}
