using System.Collections.Immutable;
using XentStream.Pipeline.Joining;
using XentStream.Scoring;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

/// <summary>Step 4 of a prediction whose labels come on a topic of their own: what types and shapes show without labels, and a copy of the rows until these come.</summary>
/// <param name="scorer">Knows the rules.</param>
/// <param name="content">Gets the copy.</param>
internal sealed class PredictionSide(BatchScorer scorer, JoinContent content)
{
    private byte[] zeros = [];
    private FittedPrediction fitted;

    /// <summary>Takes the scores of a prediction, and its weights.</summary>
    /// <returns>The faults, the one that names the batch first; none where it fits whatever labels it gets.</returns>
    public ImmutableArray<Fault> Take(in TensorBatch tensors, Contract contract)
    {
        if (!fitted.IsOf(tensors, contract))
        {
            var faults = FindShapeFaults(tensors, contract);
            if (!faults.IsEmpty)
            {
                return faults;
            }

            fitted = new FittedPrediction(tensors, contract, ClassAxisOf(tensors.Scores.Shape, tensors, contract));
        }

        (content.Kind, content.Type, content.Rows) = (contract.Scores ?? tensors.ScoreKind, tensors.Scores.Type, fitted.Rows);
        ClassLast.Copy(tensors.Scores, fitted.ClassAxis, content.Values.Take(tensors.Scores.Bytes.Length));
        Elements.ReadDoubles(tensors.Weights.Type, tensors.Weights.Bytes, content.Weights.Take(tensors.Weights.IsPresent ? content.Rows : 0));
        return [];
    }

    private ImmutableArray<Fault> FindShapeFaults(in TensorBatch tensors, Contract contract)
    {
        var batch = WithAnyLabels(tensors, contract);
        content.Rows = (int)Math.Min(batch.Labels.Shape.Count, int.MaxValue);
        var faults = scorer.FindShapeFaults(batch, contract);

        // Nothing is repaired here: the rows are read again for each label.
        return faults.IsEmpty ? faults : faults.SetItem(0, faults[0] with { Severity = Severity.Reject });
    }

    // Labels that fit, whatever they say: what is found to be wrong then is wrong with the scores.
    private TensorBatch WithAnyLabels(in TensorBatch tensors, Contract contract)
    {
        var shape = tensors.Scores.Shape;
        var isDense = contract.Labels is LabelKind.OneHot or LabelKind.Distribution;
        var type = isDense || contract.Labels == LabelKind.Probability ? ElementType.F16 : ElementType.U8;
        var labels = !isDense && ClassAxisOf(shape, tensors, contract) is { } axis ? shape.Without(axis) : shape;
        var length = (int)Math.Min(labels.Count * type.Size, Array.MaxLength);
        zeros = zeros.Length < length ? new byte[length] : zeros;
        return tensors with { Labels = new TensorView(type, labels, zeros.AsSpan(0, length)) };
    }

    private static int? ClassAxisOf(TensorShape scores, in TensorBatch tensors, Contract contract)
    {
        if (contract.Link == Link.Sigmoid || (contract.Scores ?? tensors.ScoreKind) == ScoreKind.LabelLogProbabilities)
        {
            return null;
        }

        var axis = contract.ClassAxis < 0 ? scores.Rank + contract.ClassAxis : contract.ClassAxis;
        return scores.Rank == 1 ? 0 : axis >= 0 && axis < scores.Rank ? axis : null;
    }
}
