using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Checks;

/// <summary>The sentences for what types and shapes tell.</summary>
internal static class ShapeFaults
{
    public static Fault ScoresType(ElementType type) => new(
        FaultCode.TensorTypeUnsupported,
        $"The scores have elements of type {type.Name}; F16, BF16, F32 and F64 are read.",
        "The field holds decisions or quantised values, not scores.",
        "Send the raw scores of the model as F32.");

    public static Fault LabelsType(ElementType type) => new(
        FaultCode.TensorTypeUnsupported,
        $"The tensor `labels` has elements of type {type.Name}; class indices are read from integer types and BOOL, unless they are declared.",
        "The labels are regression targets, were made floating by a join or a mean, or are distributions of another shape than the scores.",
        "Send class indices as I64, one a row, or declare what the labels are: Labels is index, one-hot or distribution.");

    public static Fault WeightsType(ElementType type) => new(
        FaultCode.TensorTypeUnsupported,
        $"The tensor `weights` has elements of type {type.Name}; F16, BF16, F32 and F64 are read.",
        "The weights were cast, or another tensor has this name.",
        "Send one F32 or F64 a row, or leave the tensor out.");

    public static Fault OneSideEmpty(TensorShape scores, TensorShape labels) => new(
        FaultCode.NothingToScore,
        $"Scores {scores} with labels {labels}: one side is empty.",
        "A filter or a slice was applied on one side only.",
        "Send the scores and the labels of the same rows, or no record at all.");

    public static Fault TooManyRows(long rows, long limit) => new(
        FaultCode.BatchTooLarge,
        $"The batch has {rows} rows; the contract allows {limit}.",
        "Several batches were joined, or the limit is meant for another stream.",
        "Send smaller batches, or raise MaxRows in the contract.");

    public static Fault NoClassAxis(TensorShape scores, int axis) => new(
        FaultCode.ClassAxisMismatch,
        $"Scores {scores} have no axis {axis}, on which the contract expects the classes.",
        "The scores were reduced or squeezed before sending, or the declared class axis is another model's.",
        "Send scores that have the class axis, or declare ClassAxis as it is (-1 is the last).");

    public static Fault ClassCount(long classes, long declared) => new(
        FaultCode.ClassCountMismatch,
        $"The head has {classes} classes; the contract declares {declared}.",
        "Another label set, a stray folder, a background class, or a class that was absent when the head was built.",
        "Build head and label encoder from one list of classes, or declare Classes as they are.");

    public static Fault SingleLogit() => new(
        FaultCode.SingleLogitSoftmax,
        "A softmax over one logit is 1, and its loss 0, for any input.",
        "A binary classifier with one output is scored as if it had two.",
        "Send two logits a row, or score this stream with a sigmoid loss.");

    public static Fault ClassWeights(int weights, long classes) => new(
        FaultCode.ClassWeightMismatch,
        $"{weights} class weights are declared for {classes} classes.",
        "The weights were made for another head, or for the classes that occurred in the training data.",
        "Declare one weight a class in ClassWeights, in the order of the classes.");

    public static Fault PositiveWeights(int weights, long columns) => new(
        FaultCode.ClassWeightMismatch,
        $"{weights} positive weights are declared for a last axis of {columns}.",
        "The weights were made for another head.",
        "Declare one weight for each index of the last axis in PositiveWeights, or one for all.");

    public static Fault PartialBatch(long predictions, long labels) => new(
        FaultCode.PartialBatchMismatch,
        $"{predictions} predictions, {labels} labels: they can no longer be paired.",
        "Rows were lost, or a chunk or a last batch was taken on one side only.",
        "Join predictions and labels by sample id, or split both with the same range.")
    { Certainty = Certainty.Ambiguous };

    public static Fault LabelShape(TensorShape scores, int? classAxis, TensorShape labels, TensorShape expected) => new(
        FaultCode.LabelShapeMismatch,
        $"Labels {labels} do not pair with scores {scores} ({(classAxis is { } axis ? $"class axis {axis}" : "each score by itself")}): expected {expected}.",
        "An axis was added, dropped or moved on one side.",
        $"Send labels of shape {expected}, or declare the class axis.");

    public static Fault WeightsShape(TensorShape weights, TensorShape rows) => new(
        FaultCode.RowWeightInvalid,
        $"Row weights {weights} for labels {rows}.",
        "The tensor `weights` holds class weights, or the weights of another batch.",
        $"Send one weight a row, in the shape {rows}.");
}
