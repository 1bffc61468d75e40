using CsCheck;
using XentStream.Scoring.Checks;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Diagnosis.Evidence;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;
using XentStream.Scoring.Totalling;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class UsualBatchTests
{
    // Logits, those of small numbers too, and softmax or its logarithm over the classes, over the rows, or over one line alone; right and wrong labels, and other names.
    [Fact]
    public void IsClean_AnyBatch_IsNeverSaidOfOneThatIsSuspected() => Gen.Select(Gen.Int[2, 20], Gen.Int[1, 70], Gen.Int[0, 5], Gen.Enum<ElementType>().Where(type => type is ElementType.F32 or ElementType.F16 or ElementType.BF16), Gen.Int).Sample((classes, rows, kind, type, seed) =>
    {
        var random = new Random(seed);
        var (share, name) = (random.Next(11), random.Next(2));
        var scores = ScoresOf(random, rows *= random.Next(1, 4), classes, kind);
        var labels = Enumerable.Range(0, rows).Select(row => (RowClass.TopOf(scores.AsSpan(row * classes, classes)) + (random.Next(10) < share ? random.Next(classes) : name)) % (long)classes).ToArray();

        var (isClean, isSuspected) = Ask(type, scores, labels, classes);

        Assert.False(isClean && isSuspected);
    }, iter: 6000);

    [Theory]
    [InlineData(ElementType.F32, 1, 10)]
    [InlineData(ElementType.F32, 8, 2)]
    [InlineData(ElementType.F32, 29, 10)]
    [InlineData(ElementType.F32, 64, 2)]
    [InlineData(ElementType.F32, 256, 1000)]
    [InlineData(ElementType.F16, 29, 10)]
    [InlineData(ElementType.BF16, 1, 10)]
    public void IsClean_SpreadLogitsOfAModelThatKnows_IsSaid(ElementType type, int rows, int classes)
    {
        var labels = Enumerable.Range(0, rows).Select(row => (long)(row % classes)).ToArray();
        var scores = Enumerable.Range(0, rows * classes).Select(i => i % classes == labels[i / classes] ? 4F : -1F).ToArray();

        Assert.Equal((true, false), Ask(type, scores, labels, classes));
    }

    [Fact]
    public void IsClean_AnIgnoredRow_IsNotSaid()
    {
        var labels = Enumerable.Range(0, 64).Select(row => row == 63 ? -100 : row % 2L).ToArray();

        Assert.Equal((false, false), Ask(ElementType.F32, [.. Enumerable.Range(0, 128).Select(i => i % 2 == labels[i / 2] ? 4F : -1F)], labels, classes: 2));
    }

    private static float[] ScoresOf(Random random, int rows, int classes, int kind)
    {
        var (spread, areLogarithms) = (random.Next(3) switch { 0 => 0.5F, 1 => 2, _ => 8 }, random.Next(2) == 0);
        var scores = Enumerable.Range(0, rows * classes).Select(_ => (random.NextSingle() - (kind == 0 ? 0 : 0.5F)) * spread).ToArray();
        var (lines, length, step, start) = kind % 2 == 0 ? (rows, classes, 1, classes) : (classes, rows, classes, 1);
        for (var line = 0; kind > 1 && line < (kind > 3 ? 1 : lines); line++)
        {
            var places = Enumerable.Range(0, length).Select(i => (line * start) + (i * step)).ToArray();
            var logSum = Math.Log(places.Sum(place => Math.Exp(scores[place])));
            Array.ForEach(places, place => scores[place] = (float)(areLogarithms ? scores[place] - logSum : Math.Exp(scores[place] - logSum)));
        }

        return scores;
    }

    private static (bool IsClean, bool IsSuspected) Ask(ElementType type, float[] scores, long[] labels, int classes)
    {
        var (contract, block, totals) = (new Contract(), new RowBlock(), new Totals());
        var batch = new OwnedBatch(new OwnedTensor(type, TensorShape.Of(labels.Length, classes), BytesOf(type, scores)), OwnedTensor.I64(TensorShape.Of(labels.Length), labels));
        Assert.True(ShapeCheck.TryFit(batch.View, contract, out var scorable));
        Assert.True(RowKernel.TryScoreBlock(scorable, 0, labels.Length, block));
        totals.Add(block, labels.Length, contract.TopK);
        totals.AddBins(block.Sums);
        return (UsualBatch.IsClean(scorable, totals, block, new WrongRows()), Suspicion.IsAnyInFull(scorable, [], totals, block, new WrongRows()));
    }

    private static byte[] BytesOf(ElementType type, float[] scores) => [.. scores.SelectMany(score =>
        type == ElementType.F16 ? BitConverter.GetBytes((Half)score) : type == ElementType.BF16 ? BitConverter.GetBytes(score)[2..] : BitConverter.GetBytes(score))];
}
