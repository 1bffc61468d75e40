using System.Runtime.InteropServices;
using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;
using XentStream.Scoring.Totalling;
using PlainRow = XentStream.Scoring.Checks.PlainRow;

namespace XentStream.Scoring.Tests.Checks;

public sealed class PlainRowTests
{
    private static readonly Gen<float> Score = Gen.Frequency(
        (30, Gen.Float[-20, 20]),
        (20, Gen.Float[-0.01f, 1.01f]),
        (2, Gen.Float[-2e6f, 2e6f]),
        (1, OneOf(float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue, 1 << 20, 0f, 1f, 1.0011f, -0.0011f)));

    // Ordinary logits, some of anything, and distributions.
    private static readonly Gen<float[]> Scores = Gen.OneOf(
        Gen.Int[2, 140].SelectMany(classes => Gen.Float[-20, 20].Array[classes]),
        Gen.Int[2, 6].SelectMany(classes => Score.Array[classes]),
        Gen.Int[2, 20].SelectMany(classes => Gen.Float[0, 1].Array[classes]).Select(row => row.Select(score => score / row.Sum()).ToArray()));

    private static readonly Gen<Contract> AnyContract = Gen.Select(
        OneOf<ScoreKind?>(null, null, null, ScoreKind.Logits, ScoreKind.Logits, ScoreKind.Probabilities, ScoreKind.LogProbabilities),
        OneOf<LabelKind?>(null, null, null, LabelKind.Index, LabelKind.Index, LabelKind.OneHot, LabelKind.Distribution, LabelKind.Binary),
        OneOf<long?>(-100, null, 0, 1),
        OneOf<long?>(null, null, null, null, 2, 10),
        Gen.Frequency((9, Gen.Const(Link.Softmax)), (1, Gen.Const(Link.Sigmoid))),
        Gen.Frequency((9, Gen.Const(0.0)), (1, Gen.Const(0.1))),
        OneOf<int[]>([], [], [1, 2]),
        (scores, labels, ignore, classes, link, smoothing, topK) => new Contract { Scores = scores, Labels = labels, IgnoreIndex = ignore, Classes = classes, Link = link, LabelSmoothing = smoothing, TopK = [.. topK] });

    [Fact]
    public void Row_ThatIsPlain_IsScoredWithoutAFault()
    {
        var (plain, others) = (0, 0);
        Gen.Select(Scores, AnyContract, Gen.Long[-2, 12], OneOf(ElementType.I64, ElementType.I32, ElementType.U8, ElementType.F32)).Sample(
            (scores, contract, label, type) =>
            {
                if (!PlainRow.IsPossible(ElementType.F32, ScoreKind.Logits, scores.Length, type, contract) || !PlainRow.IsSo(scores, label, contract))
                {
                    Interlocked.Increment(ref others);
                    return;
                }

                Interlocked.Increment(ref plain);
                var scorer = new BatchScorer();
                Assert.True(scorer.TryScoreAsIs(BatchOf(scores, label).View, contract, out var faults));
                Assert.Empty(faults);
                Assert.Equal((1, 0, 0), (scorer.Totals.Scored, scorer.Totals.Ignored, scorer.Totals.Infinite));
            },
            iter: 20_000);
        Assert.InRange(plain, 400, 19_000);
        Assert.InRange(others, 1000, 19_000);
    }

    [Fact]
    public void Rows_ThatArePlain_AddUpToTheSameBytesTogetherAndOneByOne() => Gen.Int[2, 128].SelectMany(classes => Gen.Select(Gen.Float[-1e6f, 1e6f].Array[classes], Gen.Long[0, classes - 1]).Array[1, 300]).Sample(
        rows =>
        {
            var (contract, classes) = (new Contract { TopK = [1, 3] }, rows[0].Item1.Length);
            var plain = rows.Where(row => PlainRow.IsSo(row.Item1, row.Item2, contract)).ToArray();
            var (together, oneByOne, scorer) = (new BatchScorer(), new Totals(), new BatchScorer());
            together.ScorePlain(MemoryMarshal.AsBytes<float>(plain.SelectMany(row => row.Item1).ToArray()), plain.Select(row => row.Item2).ToArray(), classes, contract);
            foreach (var (scores, label) in plain)
            {
                Assert.True(scorer.TryScoreAsIs(BatchOf(scores, label).View, contract, out _));
                oneByOne.Add(scorer.Totals);
            }

            Assert.Equal(oneByOne.ToCanonicalBytes(), together.Totals.ToCanonicalBytes());
        },
        iter: 100);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(-1, false)]
    public void Row_OfALabel_IsPlainWhereItNamesAClassThatIsNotIgnored(long label, bool isPlain) =>
        Assert.Equal(isPlain, PlainRow.IsSo([-1, 2, 3], label, new Contract { IgnoreIndex = 1 }));

    [Theory]
    [InlineData(0.25f, 0.75f, false)]
    [InlineData(0.25f, 1.25f, true)]
    [InlineData(-0.25f, 0.75f, true)]
    [InlineData(2f, float.NaN, false)]
    [InlineData(2f, float.PositiveInfinity, false)]
    [InlineData(2f, 2e6f, false)]
    public void Row_OfScores_IsPlainWhereTheyAreOrdinaryLogits(float first, float second, bool isPlain) => Assert.Equal(isPlain, PlainRow.IsSo([first, second], 0, new Contract()));

    [Fact]
    public void ScorePlain_OfARowThatIsNot_IsABug() => Assert.Throws<InvalidOperationException>(
        () => new BatchScorer().ScorePlain(MemoryMarshal.AsBytes<float>([1, float.NaN]), [0], 2, new Contract()));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static OwnedBatch BatchOf(float[] row, long label) => new(OwnedTensor.F32(TensorShape.Of(1, row.Length), row), OwnedTensor.I64(TensorShape.Of(1), label));
}
