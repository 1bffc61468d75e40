using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Checks;

/// <summary>
/// Step 4 of the way of the data, as far as types and shapes tell: a batch that can be scored, or the fault that names it. What only the values tell is
/// seen while scoring, in the same pass.
/// </summary>
internal static class ShapeCheck
{
    /// <summary>Checks a batch against its contract.</summary>
    /// <returns>The first fault in the order of the reason codes, or null; then <paramref name="scorable"/> is set.</returns>
    public static Fault? Run(in TensorBatch batch, Contract contract, out ScorableBatch scorable)
    {
        scorable = default;
        var kinds = BatchKinds.Of(batch, contract);
        var fault = CheckTypes(batch, kinds, contract) ?? CheckSizes(batch.Scores, batch.Labels);
        if (fault is not null)
        {
            return fault;
        }

        var hasClasses = contract.Link == Link.Softmax && kinds.Scores != ScoreKind.LabelLogProbabilities;
        var axis = hasClasses ? ClassAxisOf(batch.Scores.Shape, contract) : null;
        if (hasClasses && axis is null)
        {
            return ShapeFaults.NoClassAxis(batch.Scores.Shape, contract.ClassAxis);
        }

        fault = (axis is { } classAxis ? CheckClasses(batch.Scores.Shape[classAxis], contract) : CheckPositiveWeights(batch.Scores.Shape, contract))
            ?? CheckPairing(batch, kinds, axis, contract)
            ?? CheckWeights(batch, axis);
        if (fault is not null)
        {
            return fault;
        }

        scorable = new ScorableBatch(batch, kinds, axis, contract);
        return scorable.Rows > contract.MaxRows ? ShapeFaults.TooManyRows(scorable.Rows, contract.MaxRows) : null;
    }

    private static Fault? CheckTypes(in TensorBatch batch, BatchKinds kinds, Contract contract)
    {
        if (batch.Scores.Type.IsInteger)
        {
            return ShapeFaults.ScoresType(batch.Scores.Type);
        }

        // Undeclared floating labels that are no distribution may be anything: regression targets, or indices that a join made floating.
        if (contract.Labels is null && kinds.Labels == LabelKind.Index && !batch.Labels.Type.IsInteger)
        {
            return ShapeFaults.LabelsType(batch.Labels.Type);
        }

        return batch.Weights.IsPresent && batch.Weights.Type.IsInteger ? ShapeFaults.WeightsType(batch.Weights.Type) : null;
    }

    private static Fault? CheckSizes(TensorView scores, TensorView labels) =>
        (scores.Shape.Count == 0) != (labels.Shape.Count == 0) ? ShapeFaults.OneSideEmpty(scores.Shape, labels.Shape) : null;

    private static int? ClassAxisOf(TensorShape scores, Contract contract)
    {
        var axis = contract.ClassAxis < 0 ? scores.Rank + contract.ClassAxis : contract.ClassAxis;
        return scores.Rank == 1 ? 0 : axis >= 0 && axis < scores.Rank ? axis : null;
    }

    private static Fault? CheckClasses(long classes, Contract contract)
    {
        if (contract.Classes is { } declared && classes != declared && !(contract.ClassesAtLeast && classes > declared))
        {
            return ShapeFaults.ClassCount(classes, declared);
        }

        var weights = contract.ClassWeights.Length;
        return classes == 1 ? ShapeFaults.SingleLogit() : weights > 0 && weights != classes ? ShapeFaults.ClassWeights(weights, classes) : null;
    }

    private static Fault? CheckPositiveWeights(TensorShape scores, Contract contract)
    {
        var (weights, last) = (contract.PositiveWeights.Length, scores.Rank == 0 ? 1 : scores[scores.Rank - 1]);
        return weights > 1 && weights != last ? ShapeFaults.PositiveWeights(weights, last) : null;
    }

    private static Fault? CheckPairing(in TensorBatch batch, BatchKinds kinds, int? classAxis, Contract contract)
    {
        var (scores, labels) = (batch.Scores.Shape, batch.Labels.Shape);
        var expected = classAxis is { } axis && !kinds.HasDenseLabels ? scores.Without(axis) : scores;
        if (labels == expected || (contract.Squeeze && labels.Squeezed == expected.Squeezed))
        {
            return null;
        }

        var onlyLeadingDiffers = labels.Rank == expected.Rank && labels.Rank > 0 && labels.Without(0) == expected.Without(0);
        var perRow = kinds.HasDenseLabels && classAxis is { } classes and not 0 ? scores[classes] : 1;
        return onlyLeadingDiffers ? ShapeFaults.PartialBatch(expected.Count / perRow, labels.Count / perRow) : ShapeFaults.LabelShape(scores, classAxis, labels, expected);
    }

    private static Fault? CheckWeights(in TensorBatch batch, int? classAxis)
    {
        var rows = classAxis is { } axis ? batch.Scores.Shape.Without(axis) : batch.Scores.Shape;
        return batch.Weights.IsPresent && batch.Weights.Shape != rows && batch.Weights.Shape != batch.Labels.Shape ? ShapeFaults.WeightsShape(batch.Weights.Shape, rows) : null;
    }
}
