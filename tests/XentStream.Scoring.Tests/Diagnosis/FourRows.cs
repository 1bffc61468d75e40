using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

/// <summary>Four rows of three classes, of which the loss is known: it shows whether a repair was applied.</summary>
internal static class FourRows
{
    /// <summary>The rows.</summary>
    public static readonly double[][] Rows = [[4, 1, 0], [0, 3, 1], [1, 0, 2], [2, 2, 0]];

    /// <summary>The same as a tensor <c>[4, 3]</c>.</summary>
    public static readonly OwnedTensor Scores = OwnedTensor.F64(TensorShape.Of(4, 3), [.. Rows.SelectMany(row => row)]);

    /// <summary>Their mean loss with the labels 0, 1, 2 and 0.</summary>
    public static readonly double Loss = OwnedBatch.OfRows(Rows, 0, 1, 2, 0).Score().WeightedMean!.Value;
}
