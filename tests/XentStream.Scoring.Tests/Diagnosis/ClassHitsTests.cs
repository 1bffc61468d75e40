using CsCheck;
using XentStream.Scoring.Contracts;
using XentStream.Scoring.CrossEntropy;
using XentStream.Scoring.CrossEntropy.Vectors;
using XentStream.Scoring.Diagnosis;
using XentStream.Scoring.Diagnosis.Rules;
using XentStream.Scoring.Tensors;
using XentStream.Scoring.Tests.Tensors;

namespace XentStream.Scoring.Tests.Diagnosis;

public sealed class ClassHitsTests
{
    // Labels of few or of many classes, some ignored, and ranks that are wrong as often as not; behind the last row is what an earlier block left.
    [Fact]
    public void RuleOutOtherNames_AnyBlock_IsWhatAPlainCountGives() => Gen.Select(Gen.Int[2, ClassHits.MaxClasses], Gen.Int[60, RowBlock.MaxRows], Gen.Int[1, 16], Gen.Int).Sample((classes, rows, used, seed) =>
    {
        var (random, block, share) = (new Random(seed), new RowBlock(), new Random(seed).Next(11));
        for (var row = 0; row < RowBlock.MaxRows; row++)
        {
            block.Label[row] = random.Next(10) == 0 ? RowBlock.IgnoredLabel : random.Next(Math.Min(used, classes));
            block.Rank[row] = random.Next(10) < share ? random.Next(1, 20) : 0;
        }

        var counts = Enumerable.Range(0, rows).Where(row => block.Label[row] != RowBlock.IgnoredLabel).GroupBy(row => block.Label[row], row => block.Rank[row] > 0 ? 1 : 0)
            .Select(wrong => (All: wrong.Count(), Gain: Math.Max((2 * wrong.Sum()) - wrong.Count(), 0))).ToArray();
        var most = Math.Sqrt(counts.Sum(one => one.Gain * (double)one.Gain / one.All)) * (1 + 1e-6);
        var expected = counts.Length < 2 || counts.Min(one => one.All) < LabelMapPermuted.LeastLabels || !LabelMapPermuted.IsBeyondChance(most, counts.Length);

        Assert.Equal(expected, ClassHits.RuleOutOtherNames(block, rows, classes));
    }, iter: 3000);

    // Other names for some of the classes, of models that know them more or less, so that some batches are just warned of and others just not.
    [Fact]
    public void RuleOutOtherNames_BatchesThatTheRuleWarnsOf_AreNotRuledOut() => Gen.Select(Gen.Int[3, 8], Gen.Int[90, RowBlock.MaxRows], Gen.Int[0, 8], Gen.Int).Sample((classes, rows, skill, seed) =>
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, classes).Select(one => one < 2 + (seed % 2) ? (one + 1) % (2 + (seed % 2)) : one).ToArray();
        var truths = Enumerable.Range(0, rows).Select(row => row % classes).ToArray();
        var scores = Enumerable.Range(0, rows * classes).Select(i => (random.NextSingle() * 4) + (truths[i / classes] == i % classes ? skill / 2F : 0)).ToArray();
        var batch = new OwnedBatch(OwnedTensor.F32(TensorShape.Of(rows, classes), scores), OwnedTensor.I64(TensorShape.Of(rows), [.. truths.Select(truth => (long)names[truth])]));
        var diagnosed = new DiagnosedBatch(batch.View, new Contract());
        diagnosed.Pair();
        var block = new RowBlock();
        Assert.True(RowKernel.TryScoreBlock(diagnosed.Rows, 0, rows, block));

        Assert.False(ClassHits.RuleOutOtherNames(block, rows, classes) && new LabelMapPermuted().Find(ref diagnosed) is not null);
    }, iter: 2000);
}
