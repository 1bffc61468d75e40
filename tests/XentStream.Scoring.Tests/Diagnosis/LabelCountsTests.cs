using CsCheck;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class LabelCountsTests
{
    [Fact]
    public void AreTooFew_SmallBatch_IsWhetherAClassThatOccursHasFewerLabelsThanTheRuleAsksFor() => Gen.Select(Gen.Int[3, 16], Gen.Int[60, 900], Gen.Int[1, 16], Gen.Long[-1, 3], Gen.Int).Sample((classes, rows, used, ignored, seed) =>
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, rows).Select(_ => (long)random.Next(Math.Min(used, classes))).ToArray();
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(rows, classes), new float[rows * classes]), OwnedTensor.I64(TensorShape.Of(rows), labels));
        Assert.True(ShapeCheck.TryFit(batch.View, new Contract { IgnoreIndex = ignored }, out var scorable));
        var counts = labels.Where(label => label != ignored).CountBy(label => label).Select(count => count.Value).ToArray();

        Assert.Equal(rows <= classes * 60 && (counts.Length < 2 || counts.Min() < LabelMapPermuted.LeastLabels), LabelCounts.AreTooFew(scorable));
    }, iter: 2000);
}
