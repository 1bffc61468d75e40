using CsCheck;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class CountedNamesTests
{
    // All sizes of samples, of labels that are right, renamed or nothing of the kind, with rows that are ignored; and more classes than labels are enough for.
    [Fact]
    public void Of_SampleOfFewClasses_IsTheGainOfTheSortedSample() => Gen.Select(Gen.Int[2, CountedNames.MaxClasses], Gen.Int[60, 9000], Gen.Int[0, 2], Gen.Long[0, 3], Gen.Int).Sample((classes, rows, kind, ignored, seed) =>
    {
        var (random, few) = (new Random(seed), Math.Clamp(rows / 32, 10, SamplePlaces.MostRows));
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextInt64(classes)).ToArray();
        var scores = Enumerable.Range(0, rows * classes).Select(i => (random.NextSingle() * 6) - 3 + Skill(labels[i / classes], i % classes)).ToArray();
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(rows, classes), scores), OwnedTensor.I64(TensorShape.Of(rows), labels));
        Assert.True(ShapeCheck.TryFit(batch.View, new Contract { IgnoreIndex = ignored }, out var scorable));
        var (places, wrong) = (SamplePlaces.Of(few), rows / 2);

        Assert.Equal(PermutationSample.GainOf(scorable, 0, few, rows, wrong), CountedNames.Of(scorable, places.First, rows, wrong));
        Assert.Equal(PermutationSample.GainOf(scorable, few, SamplePlaces.More * few, rows, wrong), CountedNames.Of(scorable, places.Second, rows, wrong));

        float Skill(long label, int c) => kind > 0 && (label + kind - 1) % classes == c ? 3 : 0;
    }, iter: 300);
}
