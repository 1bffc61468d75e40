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
        var scores = batch.Scores;
        var labels = batch.Labels;
        var fault = CheckTypes(batch) ?? CheckSizes(scores, labels, contract);
        if (fault is not null)
        {
            return fault;
        }

        var axis = ClassAxisOf(scores.Shape, contract);
        if (axis is null)
        {
            return ShapeFaults.NoClassAxis(scores.Shape, contract.ClassAxis);
        }

        fault = CheckClasses(scores.Shape[axis.Value], contract)
            ?? CheckPairing(scores.Shape, axis.Value, labels.Shape)
            ?? CheckWeights(batch.Weights, labels.Shape);
        if (fault is null)
        {
            scorable = new ScorableBatch(batch, axis.Value, contract);
        }

        return fault;
    }

    private static Fault? CheckTypes(in TensorBatch batch)
    {
        if (batch.Scores.Type is not (ElementType.F32 or ElementType.F64))
        {
            return ShapeFaults.ScoresType(batch.Scores.Type);
        }

        if (!batch.Labels.Type.IsInteger)
        {
            return ShapeFaults.LabelsType(batch.Labels.Type);
        }

        return batch.Weights.IsPresent && batch.Weights.Type is not (ElementType.F32 or ElementType.F64) ? ShapeFaults.WeightsType(batch.Weights.Type) : null;
    }

    private static Fault? CheckSizes(TensorView scores, TensorView labels, Contract contract)
    {
        if ((scores.Shape.Count == 0) != (labels.Shape.Count == 0))
        {
            return ShapeFaults.OneSideEmpty(scores.Shape, labels.Shape);
        }

        return labels.Shape.Count > contract.MaxRows ? ShapeFaults.TooManyRows(labels.Shape.Count, contract.MaxRows) : null;
    }

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

        return classes == 1 ? ShapeFaults.SingleLogit() : null;
    }

    private static Fault? CheckPairing(TensorShape scores, int classAxis, TensorShape labels)
    {
        var expected = scores.Without(classAxis);
        if (labels == expected)
        {
            return null;
        }

        var onlyLeadingDiffers = labels.Rank == expected.Rank && labels.Rank > 0 && labels.Without(0) == expected.Without(0);
        return onlyLeadingDiffers ? ShapeFaults.PartialBatch(expected.Count, labels.Count) : ShapeFaults.LabelShape(scores, classAxis, labels, expected);
    }

    private static Fault? CheckWeights(TensorView weights, TensorShape rows) =>
        weights.IsPresent && weights.Shape != rows ? ShapeFaults.WeightsShape(weights.Shape, rows) : null;
}
