using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;

namespace XentStream.Pipeline.Evaluating;

/// <summary>Types and shapes of a prediction that fits its contract, whatever its numbers are. The next one of the same fits too, and is not looked at again.</summary>
internal readonly struct FittedPrediction(in TensorBatch tensors, Contract contract, int? classAxis)
{
    private readonly Contract? contract = contract;
    private readonly ScoreKind kind = tensors.ScoreKind;
    private readonly ElementType type = tensors.Scores.Type;
    private readonly TensorShape shape = tensors.Scores.Shape;

    /// <summary>The class axis, or null where each score is a row of its own.</summary>
    public int? ClassAxis { get; } = classAxis;

    /// <summary>The rows.</summary>
    public int Rows { get; } = tensors.Scores.Shape.Count == 0 ? 0 : (int)(tensors.Scores.Shape.Count / (classAxis is { } axis ? tensors.Scores.Shape[axis] : 1));

    /// <summary>Whether another has the same. One with weights is always looked at.</summary>
    public bool IsOf(in TensorBatch other, Contract declared) =>
        ReferenceEquals(contract, declared) && kind == other.ScoreKind && type == other.Scores.Type && !other.Weights.IsPresent && shape == other.Scores.Shape;
}
