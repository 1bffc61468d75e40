using System.Globalization;
using XentStream.Scoring.Faults;

namespace XentStream.Scoring.Checks;

/// <summary>The sentences for what only the values tell.</summary>
internal static class ValueFaults
{
    public static Fault LabelOutOfRange(long count, long rows, int classes, long firstRow, string firstLabel) => new(
        FaultCode.LabelOutOfRange,
        string.Create(CultureInfo.InvariantCulture, $"{count} of {rows} labels are outside [0, {classes}); the first is {firstLabel} in row {firstRow}."),
        "Raw ids were sent in place of class indices, another vocabulary, or an ignore value that is not declared.",
        string.Create(CultureInfo.InvariantCulture, $"Encode labels as 0 to {classes - 1}, or declare IgnoreIndex."));

    public static Fault LabelNotWhole(long count, long rows, long firstRow, double firstLabel) => new(
        FaultCode.LabelNonIntegral,
        string.Create(CultureInfo.InvariantCulture, $"{count} of {rows} labels are not whole numbers; the first is {firstLabel} in row {firstRow}."),
        "An interpolated mask, a regression target, or missing values were sent as class indices.",
        "Resize label maps by nearest neighbour; map missing labels to IgnoreIndex; never truncate.");

    public static Fault LabelNotBinary(long count, long rows, long firstRow, double firstLabel) => new(
        FaultCode.BinaryLabelsNot01,
        string.Create(CultureInfo.InvariantCulture, $"{count} of {rows} labels of a sigmoid are not 0 or 1 (or in [0, 1]); the first is {firstLabel} in row {firstRow}."),
        "The labels are coded as -1 and 1 or as 0 and 255, or hold an ignore value that is not declared. The loss has no lower bound there.",
        "Map labels to 0 and 1, or declare IgnoreIndex; declare Labels as probability where they are soft.");

    public static Fault LabelNotDistribution(long count, long rows, long firstRow, double firstSum) => new(
        FaultCode.TargetNotDistribution,
        string.Create(CultureInfo.InvariantCulture, $"{count} of {rows} label rows are no distribution, or not one-hot as declared; the first is row {firstRow} with sum {firstSum}."),
        "The rows were not normalised, have several ones (a multi-label target), or are zeros where a label is missing.",
        "Normalise the rows, or score the stream with the sigmoid link; declare ZeroRows: ignore where zeros mean no label.");

    public static Fault NotProbabilities(long count, long rows, long firstRow, double firstValue) => new(
        FaultCode.LogitsAsProbabilities,
        string.Create(CultureInfo.InvariantCulture, $"{count} of {rows} rows are not the declared probabilities or their logarithms; the first is row {firstRow}, which begins with {firstValue}."),
        "The scores are logits, or were normalised over another axis.",
        "Send the output of softmax or log_softmax over the class axis, or declare Scores: logits.");

    public static Fault LooksNormalized(long rows, double floor) => new(
        FaultCode.ProbabilitiesAsLogits,
        string.Create(CultureInfo.InvariantCulture, $"All {rows} rows of the logits are in [0, 1] and sum to 1: as logits their loss cannot fall below {floor:G5}."),
        "The scores are probabilities, and softmax is applied to them a second time.",
        "Send the raw scores, or declare Scores: probabilities.")
    { Severity = Severity.Warn, Certainty = Certainty.Likely };

    public static Fault NonFiniteScores(long rows, long allRows, long firstRow, double firstValue) => new(
        FaultCode.NumericOverflow,
        string.Create(CultureInfo.InvariantCulture, $"{rows} of {allRows} scored rows hold NaN or +Inf; the first is row {firstRow} with {firstValue}."),
        "The model overflowed: half precision, a learning rate too high, or a division by zero.",
        "Find the first layer that is not finite; compute the head in float32. NaN in rows that are ignored does no harm.");

    public static Fault WeightInvalid(long rows, long firstRow, double firstValue) => new(
        FaultCode.RowWeightInvalid,
        string.Create(CultureInfo.InvariantCulture, $"{rows} row weights are below 0 or not finite; the first is {firstValue} in row {firstRow}."),
        "The weights were computed by a division by zero, or are differences.",
        "Send one finite weight of at least 0 a row.");

    public static Fault NothingScored(long rows) => new(
        FaultCode.NothingToScore,
        string.Create(CultureInfo.InvariantCulture, $"0 of {rows} labels are scored."),
        rows == 0 ? "The batch is empty." : "Every label is the ignore value, or the part with the answers was cut off.",
        rows == 0 ? "Send no record where there is nothing to evaluate." : "Check truncation and masking before the batch is built.")
    { Severity = Severity.Warn };

    public static Fault InfiniteLoss(long rows, long finite) => new(
        FaultCode.InfiniteLoss,
        string.Create(CultureInfo.InvariantCulture, $"{rows} rows give their label probability 0: an infinite loss. The mean is over the other {finite}."),
        "Scores were clipped or rounded before sending, or the label map differs from the model's.",
        "Send logits before any clipping or masking of the labelled class; check the label map.")
    { Severity = Severity.Warn };
}
