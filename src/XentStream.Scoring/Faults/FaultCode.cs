namespace XentStream.Scoring.Faults;

/// <summary>
/// The ways in which a batch can break its contract or fail to decode. The names in kebab case are public interface: they stand on metrics, in
/// quarantine headers and in results. A code is only ever added.
/// </summary>
public enum FaultCode
{
    /// <summary>The content type or the first bytes belong to no encoding that is read here.</summary>
    UnknownEncoding,

    /// <summary>The payload is gzip or zip.</summary>
    CompressedPayload,

    /// <summary>The payload is a Python pickle.</summary>
    PicklePayload,

    /// <summary>The header that describes the tensors cannot be read.</summary>
    HeaderMalformed,

    /// <summary>The header says that it is longer than the limit.</summary>
    HeaderTooLarge,

    /// <summary>A tensor that the contract needs is not there.</summary>
    TensorMissing,

    /// <summary>Two tensors, or two keys of one tensor, have the same name.</summary>
    TensorDuplicate,

    /// <summary>The elements of a tensor have a type that is not read.</summary>
    TensorTypeUnsupported,

    /// <summary>The byte ranges of the tensors leave holes, overlap, or end before or after the payload.</summary>
    TensorRangeInvalid,

    /// <summary>A shape has too many axes, a negative length, or a product of lengths beyond 64 bits.</summary>
    ShapeOverflow,

    /// <summary>A tensor's bytes are more or fewer than its type and shape ask for.</summary>
    ByteLengthMismatch,

    /// <summary>The batch has more bytes or rows than its contract allows.</summary>
    BatchTooLarge,

    /// <summary>The record has no value.</summary>
    PayloadMissing,

    /// <summary>No contract is declared for the model, and there is no default.</summary>
    ContractMissing,

    /// <summary>The evaluation threw: a bug of XentStream.</summary>
    WorkerCrash,

    /// <summary>There are no rows to score: none were sent, or all are ignored; or all that are scored weigh nothing.</summary>
    NothingToScore,

    /// <summary>A softmax over one class, whose loss is 0 for any input.</summary>
    SingleLogitSoftmax,

    /// <summary>The scores have another number of classes than declared.</summary>
    ClassCountMismatch,

    /// <summary>The weights of the rows do not fit the labels, or one is negative, too large to be a weight, or not finite.</summary>
    RowWeightInvalid,

    /// <summary>The scores do not have the declared class axis.</summary>
    ClassAxisMismatch,

    /// <summary>Scores and labels differ in their leading length alone.</summary>
    PartialBatchMismatch,

    /// <summary>The shapes of scores and labels do not pair in any other way.</summary>
    LabelShapeMismatch,

    /// <summary>A label is no class and not the ignore value.</summary>
    LabelOutOfRange,

    /// <summary>A scored row holds NaN or +∞.</summary>
    NumericOverflow,

    /// <summary>A scored row gives its label probability 0, or a loss is beyond the range of a double.</summary>
    InfiniteLoss,

    /// <summary>The declared weights of classes are more or fewer than the classes.</summary>
    ClassWeightMismatch,

    /// <summary>A label that should be a whole number has a fraction, or is not finite.</summary>
    LabelNonIntegral,

    /// <summary>A label of a sigmoid is neither 0 nor 1, or no number in [0, 1].</summary>
    BinaryLabelsNot01,

    /// <summary>A dense label is not one-hot, or no distribution.</summary>
    TargetNotDistribution,

    /// <summary>Scores that are declared as probabilities or their logarithms are not.</summary>
    LogitsAsProbabilities,

    /// <summary>Scores that are declared as logits look like probabilities: the loss cannot fall to 0.</summary>
    ProbabilitiesAsLogits,

    /// <summary>The tensors do not hold what their names say: decisions as scores, or scores and labels swapped.</summary>
    PayloadRoleError,

    /// <summary>The labels are text.</summary>
    LabelText,

    /// <summary>The labels are rows, one-hot or soft, where indices are expected.</summary>
    OnehotGivenToIndexLoss,

    /// <summary>Rows of labels have several ones, which is a target for a sigmoid.</summary>
    MultilabelGivenToSoftmax,

    /// <summary>The labels are class indices where rows are expected.</summary>
    IndexGivenToDenseLoss,

    /// <summary>Sigmoid: the scores have another number of columns than the labels.</summary>
    BinaryHeadWidthMismatch,

    /// <summary>Labels and scores differ by axes of length 1 alone.</summary>
    ExtraSingletonDim,

    /// <summary>Sigmoid: scores and labels differ by axes of length 1, along which a framework would broadcast.</summary>
    BroadcastRankMismatch,

    /// <summary>One side has no batch axis.</summary>
    BatchSqueezed,

    /// <summary>A map of labels has the channels of a picture.</summary>
    LabelHasColorChannels,

    /// <summary>The maps of scores and of labels differ in height or width.</summary>
    SpatialSizeMismatch,

    /// <summary>There is one label for a whole map or sequence of predictions.</summary>
    LabelRankTooLow,

    /// <summary>The labels are a one-hot matrix that was flattened.</summary>
    OnehotFlattened,

    /// <summary>The sequences of one side are one step longer.</summary>
    SequenceOffByOne,

    /// <summary>There are several labels for each prediction.</summary>
    LabelCountIsMultiple,

    /// <summary>There are several predictions for each label.</summary>
    LogitCountIsMultiple,

    /// <summary>The sequences of scores and of labels differ in length.</summary>
    SequenceLengthMismatch,

    /// <summary>A label is a number that comes of integer overflow, or its type cannot name all classes.</summary>
    LabelIntegerWraparound,

    /// <summary>The labels that are no class are all one value, which looks like an ignore value.</summary>
    IgnoreIndexMismatch,

    /// <summary>The labels run from 1 to C.</summary>
    LabelOneBased,

    /// <summary>The scores were normalised over another axis than the class axis.</summary>
    SoftmaxWrongAxis,

    /// <summary>The labels are whole numbers of a floating type.</summary>
    LabelDtypeConvertible,

    /// <summary>The declared ignore value is a class.</summary>
    IgnoreIndexCollides,

    /// <summary>The loss is much lower when the labels move by one position.</summary>
    LmShiftWrong,

    /// <summary>The accuracy is much higher when the classes are named in another order.</summary>
    LabelMapPermuted,

    /// <summary>The sender counts another number of scored labels, or labels that look like padding are scored.</summary>
    ScoredCountWrong,

    /// <summary>A record that is joined to others has no id.</summary>
    RecordIdMissing,

    /// <summary>A label names a row that its prediction does not have.</summary>
    LabelRowUnknown,

    /// <summary>A label names a row twice.</summary>
    LabelRowRepeated,

    /// <summary>A label record has another count of labels than its prediction has rows.</summary>
    LabelCountMismatch,
}
