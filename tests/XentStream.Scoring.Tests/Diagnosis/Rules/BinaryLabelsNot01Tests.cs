using XentStream.Scoring.Contracts;
using XentStream.Scoring.Faults;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Faults;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis.Rules;

public sealed class BinaryLabelsNot01Tests
{
    private static readonly Contract Binary = new() { Link = Link.Sigmoid, Labels = LabelKind.Binary };

    [Theory]
    [InlineData(2, "2")]
    [InlineData(-1, "-1")]
    [InlineData(double.NaN, "NaN")]
    public void Find_LabelThatIsNeitherZeroNorOne_GivesItAndItsRow(double label, string text) => FaultAssert.Rejects(
        FaultCode.BinaryLabelsNot01, Batch([1, 1], [0, label]).FindFault(Binary), "1 of 2 labels", "not 0 or 1", $"the first is {text} in row 1");

    [Fact]
    public void Find_ProbabilityAboveOne_GivesTheRange() => FaultAssert.Rejects(
        FaultCode.BinaryLabelsNot01, Batch([1, 1], [0.25, 1.5]).FindFault(Binary with { Labels = LabelKind.Probability }), "not in [0, 1]", "0.25..1.5");

    [Fact]
    public void Find_MaskOfTwoClassesThatWasNotScaled_NamesBothCauses()
    {
        var fault = OwnedBatch.OfRows([[1, 2], [1, 2], [1, 2]], 0, 255, 255).FindFault();

        FaultAssert.Rejects(FaultCode.BinaryLabelsNot01, fault, "0 or 255 (2 of 3 are 255)");
        Assert.Equal((Certainty.Ambiguous, FaultCode.IgnoreIndexMismatch), (fault.Certainty, Assert.Single(fault.Alternatives)));
    }

    [Theory]
    [InlineData(LabelKind.Probability, 0.5)]
    [InlineData(LabelKind.Binary, 1)]
    public void PassOver_LabelOfTheDeclaredKind_IsScored(LabelKind kind, double label) => Assert.Equal(2, Batch([1, 1], [0, label]).Score(Binary with { Labels = kind }).Scored);

    [Fact]
    public void PassOver_DeclaredIgnoreValue_IsIgnored() => Assert.Equal(1, Batch([1, 1], [0, -1]).Score(Binary with { IgnoreIndex = -1 }).Ignored);

    [Fact]
    public void PassOver_MaskWithAnotherLabel_LooksLikeAnIgnoreValue() =>
        Assert.Equal([FaultCode.IgnoreIndexMismatch], OwnedBatch.OfRows([[1, 2], [1, 2], [1, 2], [1, 2]], 0, 1, 255, 255).Codes());

    [Fact]
    public void PassOver_MaskOfThreeClasses_LooksLikeAnIgnoreValue() =>
        Assert.Equal([FaultCode.IgnoreIndexMismatch], OwnedBatch.OfRows([[1, 2, 3], [1, 2, 3], [1, 2, 3]], 0, 255, 255).Codes());

    private static OwnedBatch Batch(double[] scores, double[] labels) => new(OwnedTensor.F64(TensorShape.Of(scores.Length), scores), OwnedTensor.F64(TensorShape.Of(labels.Length), labels));
}
