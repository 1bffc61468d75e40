using XentStream.Scoring.Tensors;

namespace XentStream.Scoring.Contracts;

/// <summary>What the tensors of a batch are taken for: as declared, or else as their names, types and shapes say.</summary>
/// <param name="Scores">What the scores are.</param>
/// <param name="Labels">What the labels are.</param>
public readonly record struct BatchKinds(ScoreKind Scores, LabelKind Labels)
{
    /// <summary>Whether a label is a row of numbers, one for each class.</summary>
    public bool HasDenseLabels => Labels is LabelKind.OneHot or LabelKind.Distribution;

    /// <summary>
    /// The kinds of a batch. Labels that are not declared follow PyTorch's rule: floating labels of the scores' shape are distributions, all others indices. Where
    /// the shape is wrong, floating labels of the scores' rank, or of their shape but for axes of length 1, are meant to be distributions.
    /// </summary>
    public static BatchKinds Of(in TensorBatch batch, Contract contract)
    {
        var scores = contract.Scores ?? batch.ScoreKind;
        var areDense = !batch.Labels.Type.IsInteger && scores != ScoreKind.LabelLogProbabilities
            && (batch.Labels.Shape.Rank == batch.Scores.Shape.Rank || batch.Labels.Shape.Squeezed == batch.Scores.Shape.Squeezed);
        var undeclared = contract.Link == Link.Sigmoid ? (batch.Labels.Type.IsInteger ? LabelKind.Binary : LabelKind.Probability)
            : areDense ? LabelKind.Distribution
            : LabelKind.Index;
        return new BatchKinds(scores, contract.Labels ?? undeclared);
    }

    /// <summary>The mean that is printed as the mean: as declared, or else PyTorch's, which is weighted for indices.</summary>
    public MeanKind MeanFor(Contract contract) => contract.Mean ?? (Labels == LabelKind.Index ? MeanKind.Weighted : MeanKind.Row);
}
