using CsCheck;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Evidence;

public sealed class RowClassTests
{
    // Few values, so that many are equal; both zeros, and what a mask leaves.
    private static readonly float[] Scores = [0, -0f, 1, 1.5f, 2, -3, float.NegativeInfinity];

    [Fact]
    public void TopOf_RowsOfAnyWidthAndType_IsTheFirstOfTheHighestScores() => Gen.Select(Gen.Int[2, 100], Gen.Enum<ElementType>().Where(type => !type.IsInteger), Gen.Int).Sample((classes, type, seed) =>
    {
        var random = new Random(seed);
        var scores = Enumerable.Range(0, 3 * classes).Select(_ => Scores[random.Next(Scores.Length)]).ToArray();
        var batch = new OwnedBatch(Make(type, TensorShape.Of(3, classes), scores), OwnedTensor.I64(TensorShape.Of(3), 0, 0, 0));

        Assert.True(ShapeCheck.TryFit(batch.View, new Contract(), out var scorable));
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(new DenseRow(type, scorable.ScoresOfRow(row), classes, stride: 1).Top(), RowClass.TopOf(scorable, row));
        }
    }, iter: 3000);

    private static OwnedTensor Make(ElementType type, TensorShape shape, float[] scores) => type switch
    {
        ElementType.F32 => OwnedTensor.F32(shape, scores),
        ElementType.F64 => OwnedTensor.F64(shape, [.. scores.Select(score => (double)score)]),
        ElementType.F16 => new OwnedTensor(type, shape, [.. scores.SelectMany(score => BitConverter.GetBytes((Half)score))]),
        _ => new OwnedTensor(type, shape, [.. scores.SelectMany(score => BitConverter.GetBytes(score)[2..])]),
    };
}
