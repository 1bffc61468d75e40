using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Bits;

/// <summary>Nothing outside of a tensor is read, and its address does not matter.</summary>
public sealed class MemoryTests
{
    private const int Rows = 19;
    private const int PlainRows = 32;

    public static TheoryData<ElementType, int> Widths => new(
        from type in new[] { ElementType.F16, ElementType.BF16, ElementType.F32, ElementType.F64 }
        from classes in new[] { 2, 3, 4, 10, 16, 17, 31, 32, 33, 47, 48, 49, 100, 511, 512, 513, 1000 }
        select (type, classes));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Score_BetweenPagesThatFault_GivesTheSameTotals(ElementType type, int classes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are protected by Linux's own call here.");
        var batch = Make(type, classes);
        using var scores = new GuardedMemory(batch.Scores.Bytes.Length);
        using var labels = new GuardedMemory(batch.Labels.Bytes.Length);

        var atTheEnd = new TensorBatch
        {
            Scores = new TensorView(type, batch.Scores.Shape, scores.AtTheEnd(batch.Scores.Bytes)),
            Labels = new TensorView(ElementType.I64, batch.Labels.Shape, labels.AtTheEnd(batch.Labels.Bytes)),
        };
        AssertSame(batch, atTheEnd);
        var atTheBegin = new TensorBatch
        {
            Scores = new TensorView(type, batch.Scores.Shape, scores.AtTheBegin(batch.Scores.Bytes)),
            Labels = new TensorView(ElementType.I64, batch.Labels.Shape, labels.AtTheBegin(batch.Labels.Bytes)),
        };
        AssertSame(batch, atTheBegin);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Score_FullVectorsBetweenPagesThatFault_GivesTheSameTotals(ElementType type, int classes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are protected by Linux's own call here.");
        var batch = Make(type, classes, PlainRows);
        using var scores = new GuardedMemory(batch.Scores.Bytes.Length);
        using var labels = new GuardedMemory(batch.Labels.Bytes.Length);
        var scorer = new BatchScorer();

        Assert.Empty(scorer.Score(
            new TensorBatch
            {
                Scores = new TensorView(type, batch.Scores.Shape, scores.AtTheEnd(batch.Scores.Bytes)),
                Labels = new TensorView(ElementType.I64, batch.Labels.Shape, labels.AtTheEnd(batch.Labels.Bytes)),
            },
            new Contract()));

        Assert.Equal(batch.Score(new Contract()).ToCanonicalBytes(), scorer.Totals.ToCanonicalBytes());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(100)]
    [InlineData(513)]
    public void Score_DistributionsBetweenPagesThatFault_GivesTheSameTotals(int classes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are protected by Linux's own call here.");
        var batch = Make(ElementType.F32, classes);
        batch = batch with { Labels = OwnedTensor.F32(batch.Scores.Shape, [.. Enumerable.Range(0, Rows * classes).Select(i => i % classes is 0 or 1 ? 0.5f : 0)]) };
        using var scores = new GuardedMemory(batch.Scores.Bytes.Length);
        using var labels = new GuardedMemory(batch.Labels.Bytes.Length);

        AssertSame(batch, new TensorBatch
        {
            Scores = new TensorView(ElementType.F32, batch.Scores.Shape, scores.AtTheEnd(batch.Scores.Bytes)),
            Labels = new TensorView(ElementType.F32, batch.Labels.Shape, labels.AtTheEnd(batch.Labels.Bytes)),
        });
        AssertSame(batch, new TensorBatch
        {
            Scores = new TensorView(ElementType.F32, batch.Scores.Shape, scores.AtTheBegin(batch.Scores.Bytes)),
            Labels = new TensorView(ElementType.F32, batch.Labels.Shape, labels.AtTheBegin(batch.Labels.Bytes)),
        });
    }

    [Theory]
    [InlineData(ElementType.F16, 10)]
    [InlineData(ElementType.BF16, 37)]
    [InlineData(ElementType.F32, 10)]
    [InlineData(ElementType.F32, 37)]
    public void Score_AtAnyOfSixtyFourAlignments_GivesTheSameTotals(ElementType type, int classes)
    {
        var batch = Make(type, classes);
        for (var offset = 0; offset < 64; offset++)
        {
            AssertSame(batch, new TensorBatch { Scores = batch.Scores.ViewAtOffset(offset), Labels = batch.Labels.ViewAtOffset(offset) });
        }
    }

    private static void AssertSame(OwnedBatch expected, in TensorBatch actual)
    {
        var scorer = new BatchScorer();
        Assert.Empty(scorer.Score(actual, new Contract { TopK = [1, 3] }));
        Assert.Equal(expected.Score(new Contract { TopK = [1, 3] }).ToCanonicalBytes(), scorer.Totals.ToCanonicalBytes());
    }

    private static OwnedBatch Make(ElementType type, int classes, int rows = Rows)
    {
        var random = new Random(classes);
        var scores = OwnedTensor.Zeros(type, rows, classes);
        random.NextBytes(scores.Bytes);

        // Small exponents, so that no number is infinite or far away: the last byte of each holds the sign and most of the exponent.
        for (var i = type.Size - 1; i < scores.Bytes.Length; i += type.Size)
        {
            scores.Bytes[i] = (byte)(0x3C + (random.Next(2) * 0x80));
        }

        return new OwnedBatch(scores, OwnedTensor.I64(TensorShape.Of(rows), [.. Enumerable.Range(0, rows).Select(_ => random.NextInt64(classes))]));
    }
}
